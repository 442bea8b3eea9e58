package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.Quirk;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What models are known to refuse in Chat Completions, by their names. */
final class ChatModels {
  /** Calling tools one by one, these refuse to be told so. */
  private static final Pattern ONE_CALL_ONLY = Pattern.compile("o\\d.*");

  /**
   * Mistral's API and the templates of its open models take ids of calls of nine letters and digits
   * only ("Tool call id was … but must be a-z, A-Z, 0-9, with a length of 9").
   */
  private static final Pattern MISTRALS =
      Pattern.compile(
          "(?i)(.*/)?(open-)?(mistral|mixtral|ministral|codestral|devstral|magistral|pixtral|voxtral).*");

  private ChatModels() {}

  /** None for a name that nobody knows. */
  static Set<Quirk> quirks(String model) {
    var quirks = EnumSet.noneOf(Quirk.class);
    quirks.addAll(OpenAiModels.quirks(model));
    if (ONE_CALL_ONLY.matcher(model).matches()) {
      quirks.add(Quirk.NO_PARALLEL_SWITCH);
    }
    if (MISTRALS.matcher(model).matches()) {
      quirks.add(Quirk.NINE_CHARACTER_IDS);
    }
    return quirks;
  }
}
