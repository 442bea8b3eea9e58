package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A kind as kubectl prints it: the printer columns of its CRD.
 *
 * @param crd whole
 */
record PrintedKind(JsonNode crd) {
  private static final Configuration PATHS =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .options(Option.SUPPRESS_EXCEPTIONS, Option.ALWAYS_RETURN_LIST)
          .build();

  private record Column(String name, JsonPath path, boolean date, boolean wide) {}

  /** Those that a word means: kind, plural, singular, short name or category; empty when none. */
  static List<PrintedKind> named(String word, List<JsonNode> crds) {
    var wanted = word.toLowerCase(Locale.ROOT);
    return crds.stream()
        .filter(
            crd -> {
              var names = crd.at("/spec/names");
              return names.path("kind").asText().toLowerCase(Locale.ROOT).equals(wanted)
                  || names.path("plural").asText().equals(wanted)
                  || names.path("singular").asText().equals(wanted)
                  || has(names.path("shortNames"), wanted)
                  || has(names.path("categories"), wanted);
            })
        .map(PrintedKind::new)
        .toList();
  }

  /** All kinds with their short names, for a person. */
  static String names(List<JsonNode> crds) {
    return crds.stream()
        .map(crd -> crd.at("/spec/names"))
        .map(n -> n.path("plural").asText() + " (" + n.at("/shortNames/0").asText() + ")")
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static boolean has(JsonNode list, String word) {
    return StreamSupport.stream(list.spliterator(), false).anyMatch(n -> n.asText().equals(word));
  }

  String kind() {
    return crd.at("/spec/names/kind").asText();
  }

  /** Aligned columns with a heading, a line for each object. */
  String table(List<JsonNode> objects, boolean wide, Instant now) {
    var columns = columns().stream().filter(c -> wide || !c.wide()).toList();
    var rows = new ArrayList<List<String>>();
    var heading = new ArrayList<String>(List.of("NAMESPACE", "NAME"));
    columns.forEach(c -> heading.add(c.name().toUpperCase(Locale.ROOT)));
    rows.add(heading);
    for (var object : objects) {
      var row = new ArrayList<String>();
      row.add(object.at("/metadata/namespace").asText());
      row.add(object.at("/metadata/name").asText());
      columns.forEach(c -> row.add(cell(c, object, now)));
      rows.add(row);
    }
    return aligned(rows);
  }

  private List<Column> columns() {
    var columns = new ArrayList<Column>();
    for (var column : crd.at("/spec/versions/0/additionalPrinterColumns")) {
      columns.add(
          new Column(
              column.path("name").asText(),
              JsonPath.compile("$" + column.path("jsonPath").asText()),
              column.path("type").asText().equals("date"),
              column.path("priority").asInt() > 0));
    }
    return columns;
  }

  private static String cell(Column column, JsonNode object, Instant now) {
    JsonNode found = column.path().read(object, PATHS);
    if (found == null || found.isEmpty() || found.get(0).isNull()) {
      return column.date() ? "<unknown>" : "";
    }
    return column.date() ? age(found.get(0).asText(), now) : found.get(0).asText();
  }

  private static String age(String since, Instant now) {
    try {
      var age = Duration.between(Instant.parse(since), now);
      if (age.toDays() >= 2) {
        return age.toDays() + "d";
      }
      if (age.toHours() >= 3) {
        return age.toHours() + "h";
      }
      return age.toMinutes() >= 2 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
    } catch (DateTimeParseException e) {
      return "<unknown>";
    }
  }

  private static String aligned(List<List<String>> rows) {
    var widths = new int[rows.getFirst().size()];
    rows.forEach(
        row -> {
          for (var i = 0; i < row.size(); i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder();
      for (var i = 0; i < row.size(); i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 3);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
