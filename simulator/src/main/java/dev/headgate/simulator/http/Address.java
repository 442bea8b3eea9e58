package dev.headgate.simulator.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a path means: everything before the part that a dialect knows is the provider's name.
 *
 * @param provider without slashes at its ends; {@code default} when nothing stands before
 * @param endpoint what is asked for
 * @param model from the path; empty where the body names it
 */
public record Address(String provider, Endpoint endpoint, String model) {
  private static final Pattern GEMINI =
      Pattern.compile(
          "(.*?)/v1beta/models/([^/:]+):(generateContent|streamGenerateContent|countTokens)");

  /** What can be asked for. */
  public enum Endpoint {
    CHAT("/v1/chat/completions"),
    RESPONSES("/v1/responses"),
    EMBEDDINGS("/v1/embeddings"),
    MODERATIONS("/v1/moderations"),
    RERANK("/v1/rerank"),
    MODELS("/v1/models"),
    MESSAGES("/v1/messages"),
    COUNT_MESSAGES("/v1/messages/count_tokens"),
    GEMINI_MODELS("/v1beta/models"),
    GENERATE(""),
    STREAM_GENERATE(""),
    COUNT_GENERATE("");

    private final String suffix;

    Endpoint(String suffix) {
      this.suffix = suffix;
    }
  }

  /** The address of this path; empty when no dialect knows it. */
  public static Optional<Address> of(String path) {
    for (Endpoint endpoint : Endpoint.values()) {
      if (!endpoint.suffix.isEmpty() && path.endsWith(endpoint.suffix)) {
        String prefix = path.substring(0, path.length() - endpoint.suffix.length());
        return Optional.of(new Address(provider(prefix), endpoint, ""));
      }
    }
    Matcher gemini = GEMINI.matcher(path);
    if (!gemini.matches()) {
      return Optional.empty();
    }
    Endpoint endpoint =
        switch (gemini.group(3)) {
          case "generateContent" -> Endpoint.GENERATE;
          case "streamGenerateContent" -> Endpoint.STREAM_GENERATE;
          default -> Endpoint.COUNT_GENERATE;
        };
    return Optional.of(new Address(provider(gemini.group(1)), endpoint, gemini.group(2)));
  }

  /** The first step of a path that no dialect knows. */
  static String provider(String prefix) {
    String name = prefix.replaceAll("^/+|/+$", "");
    return name.isEmpty() ? "default" : name;
  }
}
