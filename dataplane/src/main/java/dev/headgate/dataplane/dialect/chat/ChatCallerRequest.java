package dev.headgate.dataplane.dialect.chat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Quirk;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.dialect.CallerDialect.ExchangeName;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.Recipient;
import dev.headgate.dataplane.dialect.Said;
import dev.headgate.dataplane.dialect.provider.ProviderDialect;
import dev.headgate.dataplane.dialect.provider.ProviderPath;
import dev.headgate.dataplane.dialect.translated.SpokenLater;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/**
 * A request in Chat Completions. To backends of its own dialect its bytes go as they are, unless
 * something in it must change; for others it is read as a conversation, once, when the first such
 * target is its turn.
 */
final class ChatCallerRequest implements CallerRequest {
  private static final ChatDialect CHAT = new ChatDialect();

  private final byte[] body;
  private final int length;
  private final ChatFacts facts;
  private final SpokenLater spoken;

  ChatCallerRequest(byte[] body, int length, ChatFacts facts, ExchangeName exchange) {
    this.body = body;
    this.length = length;
    this.facts = facts;
    this.spoken = new SpokenLater(CHAT, Inbound.RequestContext.ANSWER, body, length, exchange);
  }

  @Override
  public Asked asked() {
    return facts;
  }

  @Override
  public Said to(Recipient target) {
    if (passes(target)) {
      return new Said.Outgoing(
          ChatPatch.apply(
              body,
              length,
              facts,
              target.model().providerName(),
              target.outputCap(),
              target.backend().quirks().contains(Quirk.LegacyMaxTokens),
              !target.backend().quirks().contains(Quirk.NoStreamUsage)),
          ProviderPath.of(target.backend(), target.model().providerName(), facts.stream()),
          new RelayedChat(facts.usageAsked()),
          null);
    }
    return spoken.now().to(target);
  }

  private boolean passes(Recipient target) {
    return !target.streamed() && passesAsItIs(target.backend()) && takes(target);
  }

  @Override
  public Set<String> forgotten(Recipient target) {
    return passes(target) ? Set.of() : spoken.now().forgotten(target.backend());
  }

  @Override
  public void recalled(Map<String, Kept> kept, boolean asked) {
    spoken.recall(kept, asked);
  }

  /** Whether the backend speaks this dialect and takes all that this request says in it. */
  private boolean passesAsItIs(Backend backend) {
    var quirks = backend.quirks();
    return (backend.dialect() == Dialect.OpenAI || backend.dialect() == Dialect.AzureOpenAI)
        && (quirks.isEmpty() || Collections.disjoint(quirks, facts.trips()))
        && (!facts.reasoningBack() || quirks.contains(Quirk.ReasoningContent));
  }

  /** Whether the model is known to refuse nothing that this request says. */
  private boolean takes(Recipient target) {
    if (facts.broken()) {
      return false;
    }
    var words = facts.modelTrips();
    var backend = target.backend();
    return words.isEmpty()
        || ProviderDialect.of(backend.dialect()).takes(backend, target.model(), words);
  }
}
