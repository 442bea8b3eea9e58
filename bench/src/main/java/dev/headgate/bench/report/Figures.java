package dev.headgate.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Everything that was measured, in order. */
public final class Figures {
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** Adds a figure. */
  public void add(String measurement, String server, String figure, double value) {
    rows.add(new Row(measurement, server, figure, value));
  }

  /** Adds a figure, or keeps the one that is there if that is smaller. */
  public void least(String measurement, String server, String figure, double value) {
    var before = get(measurement, server, figure);
    if (before.isEmpty()) {
      add(measurement, server, figure, value);
    } else if (value < before.getAsDouble()) {
      rows.replaceAll(
          row ->
              row.is(measurement, server, figure)
                  ? new Row(measurement, server, figure, value)
                  : row);
    }
  }

  /** Adds what a reader must know, such as why something was skipped. */
  public void note(String note) {
    notes.add(note);
  }

  /** A figure, if it was measured. */
  public OptionalDouble get(String measurement, String server, String figure) {
    return rows.stream()
        .filter(row -> row.is(measurement, server, figure))
        .mapToDouble(Row::value)
        .findFirst();
  }

  /** One measurement as a table: a line per server, a column per figure. */
  public String table(String measurement) {
    var mine = rows.stream().filter(row -> row.measurement().equals(measurement)).toList();
    var heads = new LinkedHashSet<String>();
    var servers = new LinkedHashSet<String>();
    mine.forEach(
        row -> {
          heads.add(row.figure());
          servers.add(row.server());
        });
    var columns = new ArrayList<String>(heads);
    columns.addFirst(measurement);
    var table = new Table(columns.toArray(String[]::new));
    for (String server : servers) {
      var cells = new ArrayList<String>();
      cells.add(server);
      for (String head : heads) {
        var value = get(measurement, server, head);
        cells.add(value.isPresent() ? format(value.getAsDouble()) : "-");
      }
      table.add(cells);
    }
    return table.toString();
  }

  /** Names of the measurements, in order. */
  public List<String> measurements() {
    return rows.stream().map(Row::measurement).distinct().toList();
  }

  /** What a reader must know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Writes all of it as JSON. */
  public void write(Path file) throws IOException {
    new ObjectMapper()
        .writerWithDefaultPrettyPrinter()
        .writeValue(file.toFile(), Map.of("figures", rows, "notes", notes));
  }

  /** Three significant digits, never in powers of ten. */
  static String format(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    return String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
