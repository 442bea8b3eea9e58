package dev.headgate.crds.generate;

import dev.headgate.crds.CountOrMoney;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.Timestamp;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.Arrays;

/** The schema of a value that is no object: its type and bounds, each of which must be given. */
final class Leaf {

  private Leaf() {}

  static JSONSchemaProps of(Member member, Class<?> type) {
    var schema = new JSONSchemaPropsBuilder();
    if (type == String.class || type == Decimal.class) {
      Text text =
          member.annotation(Text.class).orElseThrow(() -> member.refused("needs @Text bounds"));
      schema.withType("string").withMaxLength((long) text.max());
      if (!text.pattern().isEmpty()) {
        matching(member, text.pattern(), schema);
      } else if (type == Decimal.class) {
        throw member.refused("needs a @Text pattern");
      }
      if (member.required() && !member.isList() && !member.isMap() && member.isWanted()) {
        schema.withMinLength(1L);
      }
    } else if (type == Timespan.class) {
      schema.withType("string").withMaxLength(24L).withPattern(Timespan.PATTERN);
      duration(member, schema);
    } else if (type == Timestamp.class) {
      schema.withType("string").withFormat("date-time").withMaxLength(40L);
    } else if (type == CountOrMoney.class) {
      schema.withXKubernetesIntOrString(true).withMaxLength(20L);
    } else if (type == Quantity.class) {
      schema.withXKubernetesIntOrString(true).withMaxLength(32L);
      String pattern = member.isMap() ? Patterns.QUANTITY : Patterns.SIZE;
      schema.withPattern(pattern);
      rule(
          member,
          schema,
          "type(self) == int || string(self).matches(r'%s')".formatted(pattern),
          Patterns.meaning(pattern));
    } else if (type == int.class || type == Integer.class) {
      number(member, schema, "int32");
    } else if (type == long.class || type == Long.class) {
      number(member, schema, "int64");
    } else if (type == boolean.class || type == Boolean.class) {
      schema.withType("boolean");
    } else if (type.isEnum()) {
      schema.withType("string");
      Arrays.stream(type.getEnumConstants())
          .forEach(value -> schema.addToEnum(Yaml.text(((Enum<?>) value).name())));
    } else {
      throw member.refused("has a type the schema cannot say: " + type.getName());
    }
    return schema.build();
  }

  private static void number(Member member, JSONSchemaPropsBuilder schema, String format) {
    Range range =
        member.annotation(Range.class).orElseThrow(() -> member.refused("needs a @Range"));
    schema
        .withType("integer")
        .withFormat(format)
        .withMinimum((double) range.min())
        .withMaximum((double) range.max());
  }

  /** The pattern for tools, and a rule that says in words what the pattern means. */
  private static void matching(Member member, String pattern, JSONSchemaPropsBuilder schema) {
    schema.withPattern(pattern);
    rule(member, schema, "self.matches(r'%s')".formatted(pattern), Patterns.meaning(pattern));
  }

  private static void duration(Member member, JSONSchemaPropsBuilder schema) {
    String form = "self.matches(r'%s')".formatted(Timespan.PATTERN);
    String words = "a duration such as 15s or 1h30m (h, m, s and ms; no days)";
    Within within = member.annotation(Within.class).orElse(null);
    if (within == null) {
      rule(member, schema, form, words);
    } else {
      rule(
          member,
          schema,
          "%s && duration(self) >= duration('%s') && duration(self) <= duration('%s')"
              .formatted(form, within.min(), within.max()),
          "%s from %s to %s".formatted(words, within.min(), within.max()));
    }
  }

  /** A status is written by the operator, which needs no words about patterns. */
  private static void rule(
      Member member, JSONSchemaPropsBuilder schema, String rule, String message) {
    if (member.isWanted()) {
      schema
          .addNewXKubernetesValidation()
          .withRule(rule)
          .withMessage(member.name() + " must be " + message)
          .endXKubernetesValidation();
    }
  }
}
