package dev.headgate.simulator.dialect.anthropic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** What Anthropic's models take, by their names; other names take everything. */
final class ClaudeModels {
  private static final Pattern ONE_OF_TEMPERATURE_AND_TOP_P =
      Pattern.compile("claude-(opus-4-[1-9]|sonnet-4-[5-9]|haiku-4-[5-9]).*");
  private static final Pattern NO_SAMPLING =
      Pattern.compile("claude-(opus-4-[7-9]|(opus|sonnet|haiku)-[5-9]).*");
  private static final Pattern NO_PREFILL =
      Pattern.compile("claude-((opus|sonnet)-4-[6-9]|(opus|sonnet|haiku)-[5-9]).*");
  private static final Pattern SYSTEM_ANYWHERE =
      Pattern.compile("claude-(opus-4-[89]|(opus|fable|mythos)-[5-9]|[a-z]+-[5-9]-[5-9]).*");
  private static final Pattern DECLARED_TOOLS = Pattern.compile("claude-3.*");

  // https://docs.claude.com/en/docs/about-claude/models/overview
  private static final Map<Pattern, Long> LONGEST_OUTPUT = new LinkedHashMap<>();

  static {
    LONGEST_OUTPUT.put(Pattern.compile("claude-3-(opus|sonnet|haiku).*"), 4_096L);
    LONGEST_OUTPUT.put(Pattern.compile("claude-3-5.*"), 8_192L);
    LONGEST_OUTPUT.put(Pattern.compile("claude-3-7.*"), 128_000L);
    LONGEST_OUTPUT.put(Pattern.compile("claude-opus-4(-[01]|-2025).*"), 32_000L);
    LONGEST_OUTPUT.put(Pattern.compile("claude-(opus|sonnet)-4-[6-9].*"), 128_000L);
    LONGEST_OUTPUT.put(Pattern.compile("claude-(opus|sonnet|haiku)-4.*"), 64_000L);
  }

  private ClaudeModels() {}

  /** The highest {@code max_tokens}, in tokens. */
  static long longestOutput(String model) {
    return LONGEST_OUTPUT.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(model).matches())
        .findFirst()
        .map(Map.Entry::getValue)
        .orElse(Long.MAX_VALUE);
  }

  static boolean takesOneOfTemperatureAndTopP(String model) {
    return ONE_OF_TEMPERATURE_AND_TOP_P.matcher(model).matches();
  }

  /** Whether it takes neither temperature, top_p and top_k nor a budget for thinking. */
  static boolean refusesSampling(String model) {
    return NO_SAMPLING.matcher(model).matches();
  }

  /** Whether the conversation must end with the user. */
  static boolean refusesPrefill(String model) {
    return NO_PREFILL.matcher(model).matches();
  }

  /** Whether instructions may stand among the messages. */
  static boolean takesSystemAnywhere(String model) {
    return SYSTEM_ANYWHERE.matcher(model).matches();
  }

  /** Whether tools must be declared when there are calls in the history. */
  static boolean needsDeclaredTools(String model) {
    return DECLARED_TOOLS.matcher(model).matches();
  }
}
