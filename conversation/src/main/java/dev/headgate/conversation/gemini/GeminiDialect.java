package dev.headgate.conversation.gemini;

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
 * Gemini generateContent, streamGenerateContent and countTokens (ai.google.dev, v1beta; the types
 * of google-genai), of the Gemini API and of Vertex. The model and whether to stream are said by
 * the path, so a request's body has neither.
 */
public final class GeminiDialect implements Inbound, Outbound {
  /** In extras and losses. */
  public static final String NAME = "gemini";

  /** Whose files, tools and unknown parts they are. */
  static final Realm REALM = Realm.of("google");

  /** Whose signatures they are that a caller brings. */
  static final Realm GEMINI = new Realm("google", "gemini", "");

  private final Framing framing;

  /** With streams of server-sent events, and errors as bare objects. */
  public GeminiDialect() {
    this(Framing.SSE);
  }

  /**
   * @param framing of streams to callers; streams of providers are known by their first byte
   */
  public GeminiDialect(Framing framing) {
    this.framing = framing;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Newer models answer a turn of the model at the end with 400, older ones go on with it. Those
   * before 2.5 know nothing of thinking.
   */
  @Override
  public Set<Quirk> knownQuirks(String model) {
    if (!Generation.prefilled(model)) {
      return Set.of(Quirk.NO_PREFILL);
    }
    return Generation.thinks(model) ? Set.of() : Set.of(Quirk.NO_REASONING);
  }

  @Override
  public Decoded<Conversation> decodeRequest(byte[] body, RequestContext context) {
    return GenerateDecoder.decode(body, context);
  }

  @Override
  public Encoded encodeRequest(Conversation conversation, Target target) {
    return new GenerateEncoder(conversation, target).encode();
  }

  /** Any part has a slot, but thoughts are shown to callers only who ask for them. */
  @Override
  public boolean carriesOpaque(Part part, Reply reply) {
    return !(part instanceof Part.Reasoning) || reply.reasoningAsked();
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
    return ("{\"totalTokens\":" + tokens + "}").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Answered<Long> decodeCount(byte[] body) {
    try {
      var node = Json.parse(body);
      if (node.isArray() || node.object().peek("error") != null) {
        return new Answered.Failed<>(GeminiErrors.of(500, node));
      }
      // A count of 0 is left out, as protobuf's JSON has it.
      return new Answered.Read<>(node.object().count("totalTokens"), List.of());
    } catch (InvalidException e) {
      return new Answered.Failed<>(garbled(e));
    }
  }

  @Override
  public StreamDecoder streamDecoder(AnswerContext context) {
    return new GeminiStreamDecoder(context);
  }

  @Override
  public StreamEncoder streamEncoder(Reply reply) {
    return new GeminiStreamEncoder(reply, framing);
  }

  @Override
  public Failure decodeError(int status, byte[] body) {
    return GeminiErrors.decode(status, body);
  }

  @Override
  public ErrorBody encodeError(Failure failure) {
    return GeminiErrors.encode(failure, framing);
  }

  static Failure garbled(InvalidException e) {
    return Failure.of(
        Failure.Kind.GARBLED, "the provider's answer: " + e.path() + " " + e.problem());
  }
}
