package dev.headgate.dataplane.dialect.translated;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Delivery;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Recall;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import dev.headgate.dataplane.dialect.CallerDialect.ExchangeName;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.dialect.provider.ProviderDialect;
import dev.headgate.dataplane.dialect.provider.ProviderPath;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A request read as a conversation, to be said in any dialect; or why it cannot be read. */
public sealed interface SpokenRequest {

  /** Says it to a target. */
  Said to(Recipient target);

  /** As {@link CallerRequest#forgotten}, of a target of this backend. */
  default Set<String> forgotten(Backend backend) {
    return Set.of();
  }

  /** As {@link CallerRequest#recalled}. */
  default SpokenRequest recalled(Map<String, Kept> kept, boolean asked) {
    return this;
  }

  /** Reads the bytes of one request. */
  static SpokenRequest read(
      Inbound dialect, byte[] body, Inbound.RequestContext context, ExchangeName exchange) {
    return switch (dialect.decodeRequest(body, context)) {
      case Decoded.Read<Conversation>(var conversation, var losses) ->
          new Understood(dialect, conversation, losses, exchange);
      case Decoded.Invalid<Conversation>(var path, var message) -> new Unreadable(path, message);
    };
  }

  /**
   * No conversation.
   *
   * @param path of the offending value
   * @param message to be read behind the path
   */
  record Unreadable(String path, String message) implements SpokenRequest {
    @Override
    public Said to(Recipient target) {
      return new Said.Invalid(path.equals("$") ? path : "$." + path, message);
    }
  }

  /**
   * A conversation.
   *
   * @param dialect of the caller
   * @param read what reading it lost
   */
  record Understood(
      Inbound dialect, Conversation conversation, List<Loss> read, ExchangeName exchange)
      implements SpokenRequest {
    @Override
    public Said to(Recipient target) {
      if (AnthropicDialect.continuesThread(conversation)) {
        return new Said.Held();
      }
      var provider = ProviderDialect.of(target.backend().dialect());
      var output = conversation.output();
      var capped =
          target.outputCap() > 0
              ? conversation.withOutput(output.withMaxTokens(target.outputCap()))
              : conversation;
      boolean stream = target.streamed() || conversation.delivery().stream();
      if (target.streamed()) {
        capped = capped.withDelivery(new Delivery(true, true, capped.delivery().prefilled()));
      }
      var model = provider.target(target.backend(), target.model());
      return switch (Translation.of(capped, read, provider.outbound(), model, policy(target))) {
        case Translated.Refused(var losses, var message) -> new Said.Untranslatable(message, true);
        case Translated.Ready(var body, var wayBack, var losses, var header) ->
            new Said.Outgoing(
                Unpooled.wrappedBuffer(body),
                provider.path(target.backend(), target.model().providerName(), stream),
                new TranslatedAnswers(
                    provider.outbound(),
                    dialect,
                    new AnswerContext(model.realm(), wayBack, exchange.id()),
                    new Reply(
                        exchange.id(),
                        target.model().name(),
                        exchange.seconds(),
                        conversation.delivery().usageAsked(),
                        reasoningAsked()),
                    target.streamed(),
                    target.inputTokens()),
                header);
      };
    }

    /** Gemini shows thoughts only to callers who say so; elsewhere who wants them gets them. */
    private boolean reasoningAsked() {
      return dialect.name().equals(GeminiDialect.NAME)
          ? Boolean.TRUE.equals(conversation.thinking().visible())
          : conversation.thinking().wanted();
    }

    /** How many tokens it has: by the provider's count, or by our own where it has none. */
    Said count(Recipient target, long estimate) {
      var provider = ProviderDialect.of(target.backend().dialect());
      var path = ProviderPath.counting(target.backend(), target.model().providerName());
      if (path == null) {
        return new Said.Estimated(dialect.encodeCount(estimate));
      }
      var model = provider.target(target.backend(), target.model());
      return switch (Translation.of(
          conversation, read, provider.outbound(), model, LossPolicy.PERMISSIVE)) {
        case Translated.Refused(var losses, var message) -> new Said.Untranslatable(message, true);
        case Translated.Ready(var body, var wayBack, var losses, var header) ->
            new Said.Outgoing(
                Unpooled.wrappedBuffer(body),
                path,
                new CountedAnswers(
                    provider.outbound(),
                    dialect,
                    countsEverywhere(target.backend().dialect()),
                    dialect.encodeCount(estimate)),
                header);
      };
    }

    private static boolean countsEverywhere(Dialect dialect) {
      return switch (dialect) {
        case Anthropic, Gemini, VertexGemini -> true;
        case OpenAI, OpenAIResponses, AzureOpenAI, VertexAnthropic, Bedrock -> false;
      };
    }

    /** Chat Completions has no place for hidden data: what is there for its models is text. */
    @Override
    public Set<String> forgotten(Backend backend) {
      return backend.dialect() == Dialect.OpenAI || backend.dialect() == Dialect.AzureOpenAI
          ? Set.of()
          : Forgotten.calls(conversation);
    }

    @Override
    public SpokenRequest recalled(Map<String, Kept> kept, boolean asked) {
      if (asked) {
        return new Understood(dialect, Recall.into(conversation, kept), read, exchange);
      }
      var more = new ArrayList<>(read);
      more.add(Forgotten.loss(conversation));
      return new Understood(dialect, conversation, more, exchange);
    }

    private static LossPolicy policy(Recipient target) {
      return switch (target.translation()) {
        case Strict -> LossPolicy.STRICT;
        case Warn -> LossPolicy.WARN;
        case Permissive -> LossPolicy.PERMISSIVE;
      };
    }
  }
}
