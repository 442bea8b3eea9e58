package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Target;
import java.util.regex.Pattern;

/**
 * What Gemini's generations do differently, known by the model's name, which Google keeps
 * systematic. A name that says nothing is taken for a current one.
 *
 * @param thirdOrLater wants signatures on calls, takes formats beside tools and levels of thinking;
 *     earlier ones refuse the last two
 * @param flash whether it is one of the small, fast ones
 */
record Generation(boolean thirdOrLater, boolean flash) {
  private static final Pattern EARLIER =
      Pattern.compile("(?:.*/)?(?:gemini-[12](?:[.-].*)?|gemini-pro(?:-vision)?)");

  private static final Pattern PREFILLED =
      Pattern.compile("(?:.*/)?gemini-(?:[12][.-].*|3(?:\\.1)?-.*|pro(?:-vision|-latest)?)");

  private static final Pattern THOUGHTLESS =
      Pattern.compile("(?:.*/)?gemini-(?:1[.-].*|2\\.0-(?!.*thinking).*|pro(?:-vision)?)");

  /** Whether a model may be told how to think. */
  static boolean thinks(String model) {
    return !THOUGHTLESS.matcher(model).matches();
  }

  /** Whether a model takes a turn of its own at the end and goes on with it. */
  static boolean prefilled(String model) {
    return PREFILLED.matcher(model).matches();
  }

  static Generation of(Target target) {
    var model = target.model();
    return new Generation(!EARLIER.matcher(model).matches(), model.contains("flash"));
  }
}
