package dev.headgate.dataplane.dialect.chat;

import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.ReadRequest;
import dev.headgate.dataplane.dialect.Trouble;
import java.nio.charset.StandardCharsets;

/** Callers of OpenAI Chat Completions. */
public final class ChatCaller implements CallerDialect {
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Dialect dialect() {
    return Dialect.OpenAI;
  }

  @Override
  public ReadRequest read(byte[] body, int length, ExchangeName exchange) {
    return switch (ChatRequestParser.parse(body, length)) {
      case ChatRequest.Invalid(var path, var message) -> new ReadRequest.Invalid(path, message);
      case ChatFacts facts ->
          new ReadRequest.Understood(new ChatCallerRequest(body, length, facts, exchange));
    };
  }

  @Override
  public Answers.ToldError error(Trouble trouble) {
    return new Answers.ToldError(
        trouble.status(),
        ChatErrors.body(trouble.type(), trouble.code(), trouble.message(), trouble.param()));
  }

  @Override
  public byte[] errorEvent(Trouble trouble, boolean begun) {
    return ChatErrors.event(trouble.type(), trouble.code(), trouble.message(), trouble.param());
  }

  @Override
  public byte[] keepAlive() {
    return KEEP_ALIVE.clone();
  }

  @Override
  public boolean takesComments() {
    return true;
  }
}
