package dev.headgate.dataplane.dialect.nonchat;

import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.NonChatKind;
import dev.headgate.dataplane.dialect.ReadRequest;
import dev.headgate.dataplane.dialect.Trouble;
import dev.headgate.dataplane.dialect.chat.ChatCaller;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import org.jspecify.annotations.Nullable;

/**
 * Callers of OpenAI's endpoints that hold no conversation.
 *
 * @param kind of call
 */
public record NonChatCaller(NonChatKind kind) implements CallerDialect {
  private static final ChatCaller CHAT = new ChatCaller();
  private static final String PREFIX = "/v1";

  /** Who asks there; null when no such call has this path. */
  public static @Nullable NonChatCaller at(String path) {
    for (var kind : NonChatKind.values()) {
      if (path.length() == PREFIX.length() + kind.path.length()
          && path.startsWith(PREFIX)
          && path.endsWith(kind.path)) {
        return new NonChatCaller(kind);
      }
    }
    return null;
  }

  @Override
  public Dialect dialect() {
    return Dialect.OpenAI;
  }

  @Override
  public ReadRequest read(byte[] body, int length, ExchangeName exchange) {
    try {
      return new ReadRequest.Understood(
          new NonChatRequest(body, length, NonChatRequestParser.parse(kind, body, length)));
    } catch (InvalidBodyException e) {
      return new ReadRequest.Invalid(e.path(), e.message());
    }
  }

  @Override
  public Answers.ToldError error(Trouble trouble) {
    return CHAT.error(trouble);
  }

  @Override
  public byte[] errorEvent(Trouble trouble, boolean begun) {
    return CHAT.errorEvent(trouble, begun);
  }

  @Override
  public byte[] keepAlive() {
    return CHAT.keepAlive();
  }

  @Override
  public boolean takesComments() {
    return CHAT.takesComments();
  }
}
