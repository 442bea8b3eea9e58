package dev.headgate.crds.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.regex.Pattern;

/** An example for every member: as written, or put together from the members it has. */
final class Examples {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Words, durations and sizes: what no version of YAML takes for something else than text. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z][A-Za-z0-9_/.-]*|([0-9]+(h|m|s|ms))+|[0-9]+(Ki|Mi|Gi)");

  private Examples() {}

  static JsonNode of(Member member) {
    String written = member.doc().example();
    if (!written.isEmpty()) {
      try {
        return YAML.readTree(written);
      } catch (JsonProcessingException e) {
        throw member.refused("has an example that is no YAML: " + e.getOriginalMessage());
      }
    }
    if (!member.valueType().isRecord()) {
      throw member.refused("needs an example");
    }
    JsonNode object = composed(member.valueType(), member.path());
    return member.isList() ? YAML.createArrayNode().add(object) : object;
  }

  /** The required members, or the first one when none is required. */
  private static ObjectNode composed(Class<?> type, String path) {
    List<Member> members = Member.of(type, path);
    List<Member> shown = members.stream().filter(Member::required).toList();
    if (shown.isEmpty()) {
      shown = members.stream().limit(1).toList();
    }
    ObjectNode object = YAML.createObjectNode();
    shown.forEach(member -> object.set(member.name(), of(member)));
    return object;
  }

  /** On one line, as a person would write it in a manifest. */
  static String inline(JsonNode value) {
    return switch (value) {
      case ObjectNode object -> {
        var text = new StringBuilder("{");
        object
            .properties()
            .forEach(
                entry ->
                    text.append(text.length() > 1 ? ", " : "")
                        .append(entry.getKey())
                        .append(": ")
                        .append(inline(entry.getValue())));
        yield text.append('}').toString();
      }
      case ArrayNode array -> {
        var text = new StringBuilder("[");
        array.forEach(item -> text.append(text.length() > 1 ? ", " : "").append(inline(item)));
        yield text.append(']').toString();
      }
      default ->
          value.isTextual() && !PLAIN.matcher(value.textValue()).matches()
              ? value.toString()
              : value.asText();
    };
  }
}
