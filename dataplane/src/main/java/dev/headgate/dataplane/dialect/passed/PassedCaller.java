package dev.headgate.dataplane.dialect.passed;

import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.gemini.Framing;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.responses.ResponsesDialect;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.CallerRequest;
import dev.headgate.dataplane.dialect.ReadRequest;
import dev.headgate.dataplane.dialect.Trouble;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.translated.ConversationAsked;
import dev.headgate.dataplane.dialect.translated.CountRequest;
import dev.headgate.dataplane.dialect.translated.SpokenCallerRequest;
import dev.headgate.dataplane.dialect.translated.SpokenRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Callers of a dialect whose requests are read as conversations.
 *
 * @param dialect as manifests name it
 * @param inbound reads and writes it
 * @param context what a request's path says
 * @param array whether streams are told as one array of JSON, not as events
 */
public record PassedCaller(Dialect dialect, Inbound inbound, RequestContext context, boolean array)
    implements CallerDialect {
  private static final Reply NOTHING_SAID = new Reply("", "", 0, true, false);
  private static final byte[] COMMENT = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EMPTY_LINE = {'\n'};
  private static final byte[] NEXT = ",\r\n".getBytes(StandardCharsets.US_ASCII);

  private PassedCaller(Dialect dialect, Inbound inbound, RequestContext context) {
    this(dialect, inbound, context, false);
  }

  /** Anthropic Messages. */
  public static PassedCaller anthropic() {
    return new PassedCaller(Dialect.Anthropic, new AnthropicDialect(), RequestContext.ANSWER);
  }

  /** OpenAI Responses. */
  public static PassedCaller responses() {
    return new PassedCaller(Dialect.OpenAIResponses, new ResponsesDialect(), RequestContext.ANSWER);
  }

  /**
   * Gemini, whose path says the model and whether to stream.
   *
   * @param stream as server-sent events
   */
  public static PassedCaller gemini(String model, boolean stream) {
    return new PassedCaller(
        Dialect.Gemini, new GeminiDialect(), new RequestContext(Purpose.ANSWER, model, stream));
  }

  /** OpenAI Responses, asked for the number of tokens. */
  public static PassedCaller responsesCount() {
    return new PassedCaller(Dialect.OpenAIResponses, new ResponsesDialect(), RequestContext.COUNT);
  }

  /** Anthropic Messages, asked for the number of tokens. */
  public static PassedCaller anthropicCount() {
    return new PassedCaller(Dialect.Anthropic, new AnthropicDialect(), RequestContext.COUNT);
  }

  /** Gemini, asked for the number of tokens. */
  public static PassedCaller geminiCount(String model) {
    return new PassedCaller(
        Dialect.Gemini, new GeminiDialect(), new RequestContext(Purpose.COUNT, model, false));
  }

  /** Gemini, asked for a stream as an array of JSON. */
  public static PassedCaller geminiArray(String model) {
    return new PassedCaller(
        Dialect.Gemini,
        new GeminiDialect(Framing.ARRAY),
        new RequestContext(Purpose.ANSWER, model, true),
        true);
  }

  /** Facts where that is enough; what they do not understand is read as a conversation at once. */
  @Override
  public ReadRequest read(byte[] body, int length, ExchangeName exchange) {
    if (array || context.purpose() == Purpose.COUNT) {
      return readWhole(body, length, exchange);
    }
    try {
      return new ReadRequest.Understood(
          new PassedRequest(
              dialect, inbound, context, body, length, facts(body, length), exchange));
    } catch (InvalidBodyException e) {
      return readWhole(body, length, exchange);
    }
  }

  private PassedFacts facts(byte[] body, int length) throws InvalidBodyException {
    return switch (dialect) {
      case Anthropic -> MessagesFacts.read(body, length);
      case OpenAIResponses -> ResponsesFacts.read(body, length);
      case Gemini -> GenerateFacts.read(body, length, context.model(), context.stream());
      case OpenAI, AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic ->
          throw new IllegalStateException("nobody calls in " + dialect + " here");
    };
  }

  private ReadRequest readWhole(byte[] body, int length, ExchangeName exchange) {
    var bytes = Arrays.copyOf(body, length);
    return switch (SpokenRequest.read(inbound, bytes, context, exchange)) {
      case SpokenRequest.Unreadable(var path, var message) ->
          new ReadRequest.Invalid(path.equals("$") ? path : "$." + path, message);
      case SpokenRequest.Understood understood ->
          new ReadRequest.Understood(asking(understood, bytes));
    };
  }

  private CallerRequest asking(SpokenRequest.Understood understood, byte[] bytes) {
    var asked = ConversationAsked.of(understood.conversation(), bytes);
    return context.purpose() == Purpose.COUNT
        ? new CountRequest(asked, understood)
        : new SpokenCallerRequest(asked, understood);
  }

  @Override
  public boolean streamsEvents() {
    return !array;
  }

  @Override
  public Answers.ToldError error(Trouble trouble) {
    var told = inbound.encodeError(failure(trouble));
    // Money that is spent has a status of its own in some dialects.
    int status = trouble.code().equals("budget_exceeded") ? told.status() : trouble.status();
    return new Answers.ToldError(status, told.body());
  }

  @Override
  public byte[] errorEvent(Trouble trouble, boolean begun) {
    var out = new ByteSink();
    inbound.streamEncoder(NOTHING_SAID).write(new StreamEvent.Failed(failure(trouble)), out);
    var event = out.toByteArray();
    if (!array || !begun) {
      return event;
    }
    // One more element of the array that is open, instead of an array of its own.
    var more = Arrays.copyOf(NEXT, NEXT.length + event.length - 1);
    System.arraycopy(event, 1, more, NEXT.length, event.length - 1);
    return more;
  }

  @Override
  public byte[] keepAlive() {
    return takesComments() ? COMMENT.clone() : EMPTY_LINE.clone();
  }

  /** Gemini's SDK for Python dies of any line that is not data. */
  @Override
  public boolean takesComments() {
    return dialect != Dialect.Gemini;
  }

  private static Failure failure(Trouble trouble) {
    return new Failure(
        switch (trouble.code()) {
          case "invalid_key" -> Failure.Kind.AUTHENTICATION;
          case "not_allowed" -> Failure.Kind.PERMISSION;
          case "no_route", "method_not_allowed" -> Failure.Kind.NOT_FOUND;
          case "request_too_large", "headers_too_large" -> Failure.Kind.TOO_LARGE;
          case "context_too_long" -> Failure.Kind.CONTEXT_TOO_LONG;
          case "budget_exceeded" -> Failure.Kind.QUOTA_EXHAUSTED;
          case "rate_limited", "loop_detected" -> Failure.Kind.RATE_LIMITED;
          case "overloaded" -> Failure.Kind.OVERLOADED;
          case "deadline_exceeded", "request_timeout" -> Failure.Kind.TIMEOUT;
          default -> trouble.status() < 500 ? Failure.Kind.INVALID_REQUEST : Failure.Kind.SERVER;
        },
        trouble.message(),
        trouble.code(),
        trouble.param(),
        0);
  }
}
