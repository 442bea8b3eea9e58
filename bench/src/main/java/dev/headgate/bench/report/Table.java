package dev.headgate.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns: the first to the left, figures to the right. */
public final class Table {
  private final List<List<String>> lines = new ArrayList<>();

  /** A table with these column heads. */
  public Table(String... heads) {
    lines.add(List.of(heads));
  }

  /** One more line. */
  public void add(List<String> cells) {
    lines.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    int columns = lines.stream().mapToInt(List::size).max().orElse(0);
    var widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    var text = new StringBuilder();
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        String cell = line.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        text.append(i == 0 ? cell + space : "  " + space + cell);
      }
      text.append('\n');
    }
    return text.toString();
  }
}
