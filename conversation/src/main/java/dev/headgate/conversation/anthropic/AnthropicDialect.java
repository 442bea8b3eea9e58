package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.ErrorBody;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.dialect.StreamEncoder;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Anthropic Messages (API reference, messages/create; the types of anthropic-java). */
public final class AnthropicDialect implements Inbound, Outbound {
  /** In extras and losses. */
  public static final String NAME = "anthropic";

  /** Whose files, tools and unknown parts they are. */
  static final Realm REALM = Realm.of("anthropic");

  /**
   * Whose signatures they are that a caller brings. Those of one platform are valid on all of them
   * (Anthropic's documentation, "Extended thinking", on Bedrock and Vertex), so there is no
   * account.
   */
  static final Realm CLAUDE = new Realm("anthropic", "claude", "");

  /** The kind of a signature among opaque data. */
  public static final String SIGNATURE = "signature";

  /** The kind of hidden reasoning among opaque data. */
  public static final String REDACTED = "redacted_thinking";

  /**
   * Whether a conversation goes on from what its provider holds of it (a thread, in which a caller
   * sends only what is new): without that it is not whole.
   */
  public static boolean continuesThread(Conversation conversation) {
    for (var extra : conversation.extras()) {
      if (extra.dialect().equals(NAME) && extra.name().equals(MessagesDecoder.THREAD)) {
        try {
          return "continue".equals(Json.parse(extra.json()).object().string("type"));
        } catch (InvalidException e) {
          return false;
        }
      }
    }
    return false;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Decoded<Conversation> decodeRequest(byte[] body, RequestContext context) {
    return MessagesDecoder.decode(body, context.purpose());
  }

  @Override
  public Set<Quirk> knownQuirks(String model) {
    return ClaudeModels.quirks(model);
  }

  @Override
  public Encoded encodeRequest(Conversation conversation, Target target) {
    return new MessagesEncoder(conversation, target).encode();
  }

  @Override
  public boolean carriesOpaque(Part part, Reply reply) {
    return part instanceof Part.Reasoning && reply.reasoningAsked();
  }

  @Override
  public Answered<Answer> decodeAnswer(byte[] body, AnswerContext context) {
    return MessageDecoder.decode(body, context);
  }

  @Override
  public Encoded encodeAnswer(Answer answer, Reply reply) {
    return new MessageEncoder(answer, reply).encode();
  }

  @Override
  public byte[] encodeCount(long tokens) {
    return ("{\"input_tokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Answered<Long> decodeCount(byte[] body) {
    try {
      var tokens = Json.parse(body).object().need("input_tokens").integer(0, Long.MAX_VALUE);
      return new Answered.Read<>(tokens, List.of());
    } catch (InvalidException e) {
      return new Answered.Failed<>(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem()));
    }
  }

  @Override
  public StreamDecoder streamDecoder(AnswerContext context) {
    return new MessageStreamDecoder(context);
  }

  @Override
  public StreamEncoder streamEncoder(Reply reply) {
    return new MessageStreamEncoder(reply);
  }

  @Override
  public Failure decodeError(int status, byte[] body) {
    return AnthropicErrors.decode(status, body);
  }

  @Override
  public ErrorBody encodeError(Failure failure) {
    return AnthropicErrors.encode(failure);
  }
}
