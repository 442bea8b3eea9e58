package dev.headgate.simulator.dialect.openai;

import java.util.regex.Pattern;

/** Which of OpenAI's models reason, by their names. */
final class ReasoningModels {
  private static final Pattern REASONS = Pattern.compile("(o\\d|gpt-5(?!.*-chat)|codex-).*");
  private static final Pattern NEVER = Pattern.compile("(gpt-4|gpt-3\\.5|chatgpt-).*");
  private static final Pattern STOPS = Pattern.compile("(o1|o3-mini).*");
  private static final Pattern WHEN_ASKED = Pattern.compile("gpt-\\d+\\.\\d.*");
  private static final Pattern ONE_CALL_ONLY = Pattern.compile("o\\d.*");

  private ReasoningModels() {}

  /** Whether this one can. */
  static boolean reasons(String model) {
    return REASONS.matcher(model).matches();
  }

  /** Whether it is known that this one cannot; false for names that are not OpenAI's. */
  static boolean never(String model) {
    return NEVER.matcher(model).matches();
  }

  /** Whether one that reasons takes stop texts all the same. */
  static boolean stops(String model) {
    return STOPS.matcher(model).matches();
  }

  /**
   * Whether this one reasons in this answer.
   *
   * @param effort how hard it is to; empty when not said
   */
  static boolean reasons(String model, String effort) {
    boolean asked = !effort.isEmpty() && !effort.equals("none");
    return reasons(model) && (asked || !WHEN_ASKED.matcher(model).matches());
  }

  /** Whether it calls tools one by one. */
  static boolean oneCallOnly(String model) {
    return ONE_CALL_ONLY.matcher(model).matches();
  }
}
