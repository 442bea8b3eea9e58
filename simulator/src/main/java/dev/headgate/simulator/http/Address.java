package dev.headgate.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path means: everything before the part that a dialect knows is the provider's name.
 *
 * @param provider without slashes at its ends; {@code default} when nothing stands before
 * @param endpoint what is asked for
 * @param model from the path; empty where the body names it
 */
public record Address(String provider, Endpoint endpoint, String model) {
  /** What can be asked for. */
  public enum Endpoint {
    /** Below a provider's name, so that OpenAI's own may be called openai. */
    AZURE_V1_CHAT("/openai/v1/chat/completions"),
    AZURE_V1_EMBEDDINGS("/openai/v1/embeddings"),
    AZURE_V1_RESPONSES("/openai/v1/responses"),
    AZURE_V1_COUNT_RESPONSES("/openai/v1/responses/input_tokens"),
    CHAT("/v1/chat/completions"),
    RESPONSES("/v1/responses"),
    COUNT_RESPONSES("/v1/responses/input_tokens"),
    EMBEDDINGS("/v1/embeddings"),
    MODERATIONS("/v1/moderations"),
    RERANK("/v1/rerank"),
    MODELS("/v1/models"),
    MESSAGES("/v1/messages"),
    COUNT_MESSAGES("/v1/messages/count_tokens"),
    GEMINI_MODELS("/v1beta/models"),
    AZURE_RESPONSES("/openai/responses"),
    AZURE_CHAT("/openai/deployments/([^/]+)/chat/completions"),
    AZURE_EMBEDDINGS("/openai/deployments/([^/]+)/embeddings"),
    CONVERSE("/model/([^/]+)/converse"),
    CONVERSE_STREAM("/model/([^/]+)/converse-stream"),
    COUNT_CONVERSE("/model/([^/]+)/count-tokens"),
    GENERATE("/v1beta/models/([^/:]+):generateContent"),
    STREAM_GENERATE("/v1beta/models/([^/:]+):streamGenerateContent"),
    COUNT_GENERATE("/v1beta/models/([^/:]+):countTokens"),
    VERTEX_GENERATE(vertex("google") + "generateContent"),
    VERTEX_STREAM_GENERATE(vertex("google") + "streamGenerateContent"),
    VERTEX_COUNT_GENERATE(vertex("google") + "countTokens"),
    VERTEX_COUNT_PREDICT(vertex("anthropic").replace("([^/:]+)", "(count-tokens)") + "rawPredict"),
    VERTEX_PREDICT(vertex("anthropic") + "rawPredict"),
    VERTEX_STREAM_PREDICT(vertex("anthropic") + "streamRawPredict");

    private final String suffix;
    private final @Nullable Pattern named;

    /** How paths to it end; one that names a model has a group for it. */
    Endpoint(String suffix) {
      this.suffix = suffix;
      this.named = suffix.contains("(") ? Pattern.compile("(.*?)" + suffix) : null;
    }

    private static String vertex(String publisher) {
      return "/v1(?:beta1)?/projects/[^/]+/locations/[^/]+/publishers/"
          + publisher
          + "/models/([^/:]+):";
    }

    private @Nullable Address of(String path) {
      if (named == null) {
        boolean unnamed = suffix.startsWith("/openai/v1/") && path.equals(suffix);
        return path.endsWith(suffix) && !unnamed
            ? new Address(provider(path.substring(0, path.length() - suffix.length())), this, "")
            : null;
      }
      Matcher matcher = named.matcher(path);
      return matcher.matches()
          ? new Address(
              provider(matcher.group(1)),
              this,
              URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8))
          : null;
    }
  }

  /** The address of this path; empty when no dialect knows it. */
  public static Optional<Address> of(String path) {
    for (Endpoint endpoint : Endpoint.values()) {
      Address address = endpoint.of(path);
      if (address != null) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }

  /** The first step of a path that no dialect knows. */
  static String provider(String prefix) {
    String name = prefix.replaceAll("^/+|/+$", "");
    return name.isEmpty() ? "default" : name;
  }
}
