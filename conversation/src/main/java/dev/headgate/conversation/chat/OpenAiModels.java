package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.Quirk;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What OpenAI's models refuse, by their names (OpenAI's guide to reasoning, "Limitations"; the API
 * reference of {@code stop} and {@code logprobs}). Both of its dialects ask here.
 */
public final class OpenAiModels {
  private static final Pattern REASONS =
      Pattern.compile("(o\\d|gpt-([5-9]|\\d\\d)(?!\\d*-chat)).*");

  /** These refuse every word of reasoning. */
  private static final Pattern NEVER = Pattern.compile("(gpt-4|gpt-3\\.5|chatgpt-|gpt-5-chat).*");

  /** Those that were there first know stop texts, and so does o3-mini. */
  private static final Pattern STOPS = Pattern.compile("(o1|o3-mini).*");

  /**
   * From the point releases on a model reasons only when it is asked to ("Using GPT-5.2", parameter
   * compatibility).
   */
  private static final Pattern WHEN_ASKED = Pattern.compile("gpt-\\d+\\.\\d.*");

  private OpenAiModels() {}

  /** None for a name that is not OpenAI's. */
  public static Set<Quirk> quirks(String model) {
    var quirks = EnumSet.noneOf(Quirk.class);
    if (REASONS.matcher(model).matches()) {
      quirks.add(Quirk.NO_MAX_TOKENS);
      if (WHEN_ASKED.matcher(model).matches()) {
        quirks.add(Quirk.REASONS_WHEN_ASKED);
        return quirks;
      }
      quirks.add(Quirk.NO_SAMPLING);
      quirks.add(Quirk.NO_LOG_PROBS);
      if (!STOPS.matcher(model).matches()) {
        quirks.add(Quirk.NO_STOP);
      }
    } else if (NEVER.matcher(model).matches()) {
      quirks.add(Quirk.NO_REASONING);
    }
    return quirks;
  }
}
