package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.StreamDecoder;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Realm;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Bedrock's Converse (Amazon Bedrock API reference, Converse and ConverseStream). */
public final class BedrockDialect implements Outbound {
  /** In extras and losses. */
  public static final String NAME = "bedrock";

  private static final AnthropicDialect CLAUDE = new AnthropicDialect();
  private static final String ANTHROPIC = "anthropic";

  /**
   * Where opaque data of a model is valid: Claude's on all its platforms, others' in the account.
   *
   * @param model any words that name it
   * @param account whose it is
   */
  public static Realm realm(String model, String account) {
    return model.toLowerCase(Locale.ROOT).contains("claude")
        ? new Realm(ANTHROPIC, "claude", "")
        : new Realm(NAME, "", account);
  }

  /** Whether this is the realm of Claude. */
  static boolean claude(Realm realm) {
    return realm.vendor().equals(ANTHROPIC);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Quirk> knownQuirks(String model) {
    return CLAUDE.knownQuirks(model);
  }

  @Override
  public Encoded encodeRequest(Conversation conversation, Target target) {
    return new ConverseEncoder(conversation, target).encode();
  }

  @Override
  public Answered<Answer> decodeAnswer(byte[] body, AnswerContext context) {
    return ConverseDecoder.decode(body, context);
  }

  @Override
  public Answered<Long> decodeCount(byte[] body) {
    try {
      var tokens = Json.parse(body).object().need("inputTokens").integer(0, Long.MAX_VALUE);
      return new Answered.Read<>(tokens, List.of());
    } catch (InvalidException e) {
      return new Answered.Failed<>(
          Failure.of(
              Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem()));
    }
  }

  @Override
  public StreamDecoder streamDecoder(AnswerContext context) {
    return new ConverseStreamDecoder(context);
  }

  @Override
  public Failure decodeError(int status, byte[] body) {
    return ConverseErrors.decode(status, body);
  }
}
