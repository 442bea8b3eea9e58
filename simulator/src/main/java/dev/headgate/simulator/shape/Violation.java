package dev.headgate.simulator.shape;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong with a body; each dialect says it in its own words. */
public sealed interface Violation {
  /** Where. */
  Path path();

  /** A required field is not there. */
  record Missing(Path path) implements Violation {}

  /** A field that nobody knows. */
  record Unknown(Path path) implements Violation {}

  /**
   * A value of the wrong JSON type.
   *
   * @param expected such as {@code a string}, with its article
   * @param actual the same for what was there
   */
  record WrongType(Path path, String expected, String actual) implements Violation {}

  /** A string that is none of those allowed. */
  record NotAllowed(Path path, String value, List<String> allowed) implements Violation {}

  /**
   * A number outside its range.
   *
   * @param minimum whether it is below a minimum; else above a maximum
   * @param integer whether whole numbers are meant
   */
  record OutOfRange(Path path, Number bound, Number actual, boolean minimum, boolean integer)
      implements Violation {}

  /**
   * A string, array or object that is too long or too short.
   *
   * @param kind {@code string}, {@code array} or {@code object}
   * @param minimum whether it is shorter than a minimum; else longer than a maximum
   */
  record Length(Path path, String kind, int bound, int actual, boolean minimum)
      implements Violation {}

  /** A string with the wrong alphabet. */
  record Mismatch(Path path, String value, String pattern) implements Violation {}

  /**
   * A rule over several fields, already in the dialect's words.
   *
   * @param code the dialect's code; null where it gives none
   */
  record Rule(Path path, @Nullable String code, String message) implements Violation {}
}
