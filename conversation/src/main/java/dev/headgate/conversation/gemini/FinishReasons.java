package dev.headgate.conversation.gemini;

import java.util.Set;

/**
 * The values of {@code finishReason} that are no ordinary end
 * (https://ai.google.dev/api/generate-content#FinishReason).
 */
public final class FinishReasons {
  private static final Set<String> FILTERS =
      Set.of(
          "SAFETY",
          "RECITATION",
          "LANGUAGE",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "MODEL_ARMOR",
          "JAILBREAK");

  private static final Set<String> NONSENSE =
      Set.of(
          "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MALFORMED_RESPONSE");

  private static final String UNSIGNED = "MISSING_THOUGHT_SIGNATURE";

  private FinishReasons() {}

  /** Whether a filter ended the answer. */
  public static boolean isFilter(String reason) {
    return FILTERS.contains(reason);
  }

  /** Whether what came is no answer in spite of its end. */
  public static boolean isNoAnswer(String reason) {
    return isNonsense(reason) || isUnsigned(reason);
  }

  /** Whether the model tried to call a tool and wrote nonsense. */
  static boolean isNonsense(String reason) {
    return NONSENSE.contains(reason);
  }

  /** Whether the request lacks a thought's signature. */
  static boolean isUnsigned(String reason) {
    return UNSIGNED.equals(reason);
  }
}
