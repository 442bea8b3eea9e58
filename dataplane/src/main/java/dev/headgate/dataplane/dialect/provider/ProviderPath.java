package dev.headgate.dataplane.dialect.provider;

import dev.headgate.contract.Backend;
import dev.headgate.dataplane.dialect.NonChatKind;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where calls of a model go, behind a backend's base URL. */
public final class ProviderPath {
  private static final String CHAT = "/chat/completions";
  private static final String AZURE_V1 = "v1";
  private static final String UNRESERVED = "-._~@";
  private static final String COUNT = ":countTokens";
  private static final String HEX = "0123456789ABCDEF";

  private ProviderPath() {}

  /**
   * For an answer.
   *
   * @param model as the provider names it
   * @param stream whether the answer is to be one
   */
  public static String of(Backend backend, String model, boolean stream) {
    return switch (backend.dialect()) {
      case OpenAI -> CHAT;
      case OpenAIResponses -> "/responses";
      case AzureOpenAI -> azure(backend.apiVersion(), model, CHAT);
      case Anthropic -> "/v1/messages";
      case Gemini -> "/v1beta/models/" + segment(model) + generate(stream);
      case VertexGemini -> "/publishers/google/models/" + segment(model) + generate(stream);
      case VertexAnthropic ->
          "/publishers/anthropic/models/"
              + segment(model)
              + (stream ? ":streamRawPredict" : ":rawPredict");
      case Bedrock -> "/model/" + segment(model) + (stream ? "/converse-stream" : "/converse");
    };
  }

  /**
   * For the number of a request's tokens.
   *
   * @return null when the backend's dialect has no such endpoint
   */
  public static @Nullable String counting(Backend backend, String model) {
    return switch (backend.dialect()) {
      case Anthropic -> "/v1/messages/count_tokens";
      case Gemini -> "/v1beta/models/" + segment(model) + COUNT;
      case VertexGemini -> "/publishers/google/models/" + segment(model) + COUNT;
      // The body names the model there.
      case VertexAnthropic -> "/publishers/anthropic/models/count-tokens:rawPredict";
      case OpenAIResponses -> "/responses/input_tokens";
      case Bedrock -> bedrockCounting(model);
      case OpenAI, AzureOpenAI -> null;
    };
  }

  /**
   * Bedrock counts for Claude only, and for a model's own id: profiles across regions, whose ids
   * begin with a geography, it refuses, and what stands behind an ARN nobody can tell.
   */
  private static @Nullable String bedrockCounting(String model) {
    int at = model.indexOf("anthropic.claude");
    return at < 0 || model.startsWith("arn:")
        ? null
        : "/model/" + segment(model.substring(at)) + "/count-tokens";
  }

  /**
   * For a call of OpenAI's family that is no chat.
   *
   * @return null when the backend's dialect has no such endpoint
   */
  public static @Nullable String of(Backend backend, String model, NonChatKind kind) {
    return switch (backend.dialect()) {
      case OpenAI, OpenAIResponses -> kind.path;
      case AzureOpenAI ->
          kind == NonChatKind.EMBEDDINGS ? azure(backend.apiVersion(), model, kind.path) : null;
      case Anthropic, Gemini, VertexGemini, VertexAnthropic, Bedrock -> null;
    };
  }

  /**
   * Azure's newer API has no version of its own and the deployment in the body, as OpenAI has its
   * model; the older ones have both in the URL.
   */
  private static String azure(@Nullable String version, String deployment, String endpoint) {
    if (version == null || version.equals(AZURE_V1)) {
      return "/openai/v1" + endpoint;
    }
    return (Character.isDigit(version.charAt(0))
            ? "/openai/deployments/" + segment(deployment) + endpoint
            : "/openai/v1" + endpoint)
        + "?api-version="
        + segment(version);
  }

  private static String generate(boolean stream) {
    return stream ? ":streamGenerateContent?alt=sse" : ":generateContent";
  }

  /** One segment of a path: names of models have colons, and those of AWS slashes, too. */
  private static String segment(String name) {
    var encoded = new StringBuilder(name.length() + 8);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }
}
