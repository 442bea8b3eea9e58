package dev.headgate.conversation.responses;

import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.chat.OpenAiModels;
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

/**
 * OpenAI Responses (API reference, responses/create and responses/input_tokens; the types of
 * openai-java), also as Azure speaks it: there only address and credentials differ.
 *
 * <p>A conversation is made to live without the provider's store: what is translated is asked for
 * with its reasoning encrypted, and stored only if the caller speaks this dialect and did not
 * decline.
 */
public final class ResponsesDialect implements Inbound, Outbound {
  /** In extras and losses. */
  public static final String NAME = "responses";

  /** The kind of encrypted reasoning among opaque data. */
  public static final String ENCRYPTED = "encrypted_content";

  /** The kind of a reasoning item's id among opaque data: its encryption is bound to it. */
  public static final String REASONING_ID = "reasoning_id";

  /**
   * Whose items and files they are that a caller brings. Which account sealed them they do not say;
   * reasoning that the gateway itself handed out from a known account comes back in an envelope
   * that does.
   */
  static final Realm REALM = Realm.of("openai");

  /** Errors have one shape in both of OpenAI's dialects. */
  private final ChatDialect errors = new ChatDialect();

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Quirk> knownQuirks(String model) {
    return OpenAiModels.quirks(model);
  }

  @Override
  public Decoded<Conversation> decodeRequest(byte[] body, RequestContext context) {
    return ResponsesRequestDecoder.decode(body, context.purpose());
  }

  @Override
  public Encoded encodeRequest(Conversation conversation, Target target) {
    return new ResponsesRequestEncoder(conversation, target).encode();
  }

  @Override
  public boolean carriesOpaque(Part part, Reply reply) {
    return part instanceof Part.Reasoning;
  }

  @Override
  public Answered<Answer> decodeAnswer(byte[] body, AnswerContext context) {
    return ResponseDecoder.decode(body, context);
  }

  @Override
  public Encoded encodeAnswer(Answer answer, Reply reply) {
    return new ResponseEncoder(answer, reply).encode();
  }

  @Override
  public byte[] encodeCount(long tokens) {
    return ("{\"object\":\"response.input_tokens\",\"input_tokens\":" + tokens + "}")
        .getBytes(StandardCharsets.UTF_8);
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
    return new ResponseStreamDecoder(context);
  }

  @Override
  public StreamEncoder streamEncoder(Reply reply) {
    return new ResponseStreamEncoder(reply);
  }

  @Override
  public Failure decodeError(int status, byte[] body) {
    return errors.decodeError(status, body);
  }

  @Override
  public ErrorBody encodeError(Failure failure) {
    return errors.encodeError(failure);
  }
}
