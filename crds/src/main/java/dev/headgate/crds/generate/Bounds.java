package dev.headgate.crds.generate;

import dev.headgate.crds.CountOrMoney;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Type and bounds of a value that is no object, in words. */
final class Bounds {

  private Bounds() {}

  static String of(Member member) {
    String value = value(member, member.valueType());
    return member.isMap() ? "texts by name, each " + value + entries(member) : list(member, value);
  }

  /** What is said of the list around an object or a value; the value alone when there is none. */
  static String list(Member member, String value) {
    return member.isList() ? "list of " + value + entries(member) : value;
  }

  private static String entries(Member member) {
    Items items = member.annotation(Items.class).orElseThrow();
    var words = new StringBuilder("; ");
    if (items.min() > 0) {
      words.append(items.min()).append(" to ");
    } else {
      words.append("at most ");
    }
    words.append(items.max()).append(items.max() == 1 ? " entry" : " entries");
    if (items.key().length > 0) {
      words.append(", told apart by ").append(String.join(" and ", items.key()));
    } else if (items.unique()) {
      words.append(", none twice");
    }
    return words.toString();
  }

  private static String value(Member member, Class<?> type) {
    if (type == String.class || type == Decimal.class) {
      Text text = member.annotation(Text.class).orElseThrow();
      return text.pattern().isEmpty()
          ? "text, at most %d characters".formatted(text.max())
          : Patterns.meaning(text.pattern())
              + (type == Decimal.class ? "" : "; at most %d characters".formatted(text.max()));
    }
    if (type == Timespan.class) {
      return member
          .annotation(Within.class)
          .map(within -> "duration, %s to %s".formatted(within.min(), within.max()))
          .orElse("duration");
    }
    if (type == Timestamp.class) {
      return "moment as RFC 3339";
    }
    if (type == CountOrMoney.class) {
      return "whole number, or money as a string for Cost";
    }
    if (type == Quantity.class) {
      return Patterns.meaning(member.isMap() ? Patterns.QUANTITY : Patterns.SIZE);
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> "`" + ((Enum<?>) constant).name() + "`")
          .collect(Collectors.joining(", "));
    }
    if (type == boolean.class || type == Boolean.class) {
      return "`true` or `false`";
    }
    Range range = member.annotation(Range.class).orElseThrow();
    return "whole number, %d to %d".formatted(range.min(), range.max());
  }
}
