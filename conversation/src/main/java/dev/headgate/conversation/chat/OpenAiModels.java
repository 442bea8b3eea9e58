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

  /** Of those that reason, these take no word about parallel calls. */
  private static final Pattern ONE_CALL_ONLY = Pattern.compile("o\\d.*");

  /** From the point releases on a model tells probabilities, as long as it does not reason. */
  private static final Pattern TELLS_PROBABILITIES = Pattern.compile("gpt-\\d+\\.\\d.*");

  private OpenAiModels() {}

  /** None for a name that is not OpenAI's. */
  public static Set<Quirk> quirks(String model) {
    var quirks = EnumSet.noneOf(Quirk.class);
    boolean reasons = REASONS.matcher(model).matches();
    boolean never = NEVER.matcher(model).matches();
    if (reasons || never) {
      quirks.add(Quirk.SHORT_CALL_IDS);
    }
    if (reasons) {
      quirks.add(Quirk.NO_SAMPLING);
      quirks.add(Quirk.NO_MAX_TOKENS);
      if (!STOPS.matcher(model).matches()) {
        quirks.add(Quirk.NO_STOP);
      }
      if (!TELLS_PROBABILITIES.matcher(model).matches()) {
        quirks.add(Quirk.NO_LOG_PROBS);
      }
    } else if (never) {
      quirks.add(Quirk.NO_REASONING);
    }
    return quirks;
  }

  /** With what holds in Chat Completions only. */
  static Set<Quirk> chatQuirks(String model) {
    var quirks = quirks(model);
    if (ONE_CALL_ONLY.matcher(model).matches()) {
      quirks.add(Quirk.NO_PARALLEL_SWITCH);
    }
    return quirks;
  }
}
