package dev.headgate.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * A decimal number written as a string, such as {@code "50.00"}: money and ratios are never floats.
 *
 * @param text as in the manifest; checked only when it is read, so that one bad stored object does
 *     not stop a whole list from being parsed
 */
public record Decimal(@JsonValue String text) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Decimal {}

  /**
   * The number, exactly.
   *
   * @throws NumberFormatException when the text is no decimal number
   */
  public BigDecimal value() {
    return new BigDecimal(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
