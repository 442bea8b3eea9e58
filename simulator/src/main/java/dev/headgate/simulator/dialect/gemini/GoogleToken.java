package dev.headgate.simulator.dialect.gemini;

import dev.headgate.simulator.dialect.Problem;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** How Vertex AI lets callers in: by an OAuth 2 access token, never by a key. */
public final class GoogleToken {
  private static final String BEARER = "Bearer ";
  private static final String EXPECTED =
      " Expected OAuth 2 access token, login cookie or other valid authentication credential. See"
          + " https://developers.google.com/identity/sign-in/web/devconsole-project.";

  private GoogleToken() {}

  /** The token in a request's headers; null without one. */
  public static @Nullable String of(UnaryOperator<@Nullable String> header) {
    String value = header.apply("authorization");
    return value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? value.substring(BEARER.length()).strip()
        : null;
  }

  /**
   * What Google says.
   *
   * @param given whether there was a token
   */
  public static Problem refused(boolean given) {
    return Problem.of(
        401,
        (given
                ? "Request had invalid authentication credentials."
                : "Request is missing required authentication credential.")
            + EXPECTED);
  }

  /** The error's body in Google's shape. */
  public static String body(Problem problem) {
    return GeminiErrors.body(problem).toString();
  }
}
