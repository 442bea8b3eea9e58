package dev.headgate.dataplane.http;

import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.chat.ChatCaller;
import dev.headgate.dataplane.dialect.passed.PassedCaller;
import io.vertx.core.MultiMap;

/** Which API a caller believes to speak, where the path alone does not say it. */
final class Vendor {
  private static final CallerDialect OPENAI = new ChatCaller();
  private static final CallerDialect ANTHROPIC = PassedCaller.anthropic();
  private static final CallerDialect GEMINI = PassedCaller.gemini("", false);

  private Vendor() {}

  /** By the versions that only Gemini has, then by what the vendors' SDKs send along. */
  static Dialect dialect(String path, MultiMap headers) {
    if (path.startsWith("/v1beta/")
        || path.startsWith("/v1alpha/")
        || headers.contains("x-goog-api-key")) {
      return Dialect.Gemini;
    }
    return path.startsWith("/v1/messages/") || headers.contains("anthropic-version")
        ? Dialect.Anthropic
        : Dialect.OpenAI;
  }

  /** In which errors are told there. */
  static CallerDialect caller(String path, MultiMap headers) {
    return switch (dialect(path, headers)) {
      case Gemini -> GEMINI;
      case Anthropic -> ANTHROPIC;
      default -> OPENAI;
    };
  }
}
