package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.StreamEvent;
import java.util.Arrays;

/** Callers of Anthropic Messages. */
public final class AnthropicCaller implements CallerDialect {
  private static final AnthropicDialect MESSAGES = new AnthropicDialect();
  private static final Reply NOTHING_SAID = new Reply("", "", 0, true, false);

  @Override
  public Dialect dialect() {
    return Dialect.Anthropic;
  }

  @Override
  public ReadRequest read(byte[] body, int length, ExchangeName exchange) {
    var bytes = Arrays.copyOf(body, length);
    return switch (SpokenRequest.read(MESSAGES, bytes, exchange)) {
      case SpokenRequest.Unreadable(var path, var message) ->
          new ReadRequest.Invalid(path.equals("$") ? path : "$." + path, message);
      case SpokenRequest.Understood understood ->
          new ReadRequest.Understood(
              new SpokenCallerRequest(
                  ConversationAsked.of(understood.conversation(), bytes), understood));
    };
  }

  @Override
  public Answers.ToldError error(Trouble trouble) {
    var told = MESSAGES.encodeError(failure(trouble));
    // Money that is spent has a status of its own here.
    int status = trouble.code().equals("budget_exceeded") ? told.status() : trouble.status();
    return new Answers.ToldError(status, told.body());
  }

  @Override
  public byte[] errorEvent(Trouble trouble) {
    var out = new ByteSink();
    MESSAGES.streamEncoder(NOTHING_SAID).write(new StreamEvent.Failed(failure(trouble)), out);
    return out.toByteArray();
  }

  @Override
  public boolean takesComments() {
    return true;
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
