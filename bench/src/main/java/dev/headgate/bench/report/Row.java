package dev.headgate.bench.report;

/**
 * One figure of the benchmark.
 *
 * @param measurement what was measured, such as {@code cpu per request}
 * @param server on which
 * @param figure its name, such as {@code us}, {@code ratio}
 * @param value in the figure's unit
 */
public record Row(String measurement, String server, String figure, double value) {
  /** Whether it is this figure. */
  boolean is(String otherMeasurement, String otherServer, String otherFigure) {
    return measurement.equals(otherMeasurement)
        && server.equals(otherServer)
        && figure.equals(otherFigure);
  }
}
