package dev.headgate.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void aMeasurementIsATableOfServersAndFigures() {
    var figures = new Figures();
    figures.add("cpu", "nginx", "us", 15.04);
    figures.add("cpu", "headgate", "us", 33.333);
    figures.add("cpu", "headgate", "ratio", 2.2161);
    figures.add("other", "nginx", "us", 1);

    assertThat(figures.table("cpu"))
        .isEqualTo(
            """
            cpu         us  ratio
            nginx     15.0      -
            headgate  33.3   2.22
            """);
  }

  @Test
  void theBetterOfTwoRunsIsKept() {
    var figures = new Figures();
    figures.least("a", "b", "c", 5);
    figures.least("a", "b", "c", 7);
    figures.least("a", "b", "c", 3);

    assertThat(figures.get("a", "b", "c")).hasValue(3);
  }

  @Test
  void theBarSaysMetMissedNoiseAndNotMeasured() {
    var figures = new Figures();
    figures.add(Names.CPU, Names.BARE, "ratio", 2.4);
    figures.add(Names.CPU, Names.ALL, "ratio", 5.1);
    figures.add(Names.at(500), Names.ALL, "added p99 ms", -0.2);

    var lines = Bar.table(figures).lines().toList();

    assertThat(lines).anyMatch(line -> line.matches("CPU per request, no budgets.* 2\\.40 +met"));
    assertThat(lines).anyMatch(line -> line.matches("CPU per request, every.* 5\\.10 +MISSED"));
    assertThat(lines).anyMatch(line -> line.matches("added p99 ms at 500/s.* -0\\.20 +noise"));
    assertThat(lines).anyMatch(line -> line.endsWith("not measured"));
  }
}
