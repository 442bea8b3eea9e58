package dev.headgate.dataplane.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.DoubleStream;

/**
 * OpenTelemetry's GenAI metrics (semantic conventions 1.37, still in development: the names stand
 * only here). The model label is the catalogue's name of the target, not what a caller wrote, so
 * that callers cannot make series.
 */
final class GenAiMetrics {
  private static final double[] TOKENS =
      DoubleStream.iterate(1, limit -> limit <= 4_194_304, limit -> limit * 4).toArray();
  private static final Duration[] OPERATION = seconds(0.01, 2, 14);
  private static final Duration[] FIRST_TOKEN = seconds(0.005, 2, 14);
  private static final Duration[] PER_TOKEN = seconds(0.001, 2, 12);

  private final BoundedMeters<DistributionSummary> tokens;
  private final BoundedMeters<Timer> duration;
  private final BoundedMeters<Timer> firstToken;
  private final BoundedMeters<Timer> perToken;

  GenAiMetrics(MeterRegistry registry) {
    tokens =
        new BoundedMeters<>(
            labels ->
                DistributionSummary.builder("gen_ai.client.token.usage")
                    .description("Tokens of one answered call, by kind")
                    .tags(tags(labels).and("gen_ai.token.type", labels.get(2)))
                    .serviceLevelObjectives(TOKENS)
                    .register(registry));
    duration =
        timers(
            registry,
            "gen_ai.client.operation.duration",
            "From sending a call to the end of its answer",
            OPERATION);
    firstToken =
        timers(
            registry,
            "gen_ai.server.time_to_first_token",
            "From sending a call to the first content of its stream",
            FIRST_TOKEN);
    perToken =
        timers(
            registry,
            "gen_ai.server.time_per_output_token",
            "Between two output tokens of a stream, after the first",
            PER_TOKEN);
  }

  void record(ModelCall call) {
    var operation = call.operation();
    var model = call.target().label();
    duration.of(operation, model).record(call.durationNanos(), TimeUnit.NANOSECONDS);
    var usage = call.usage();
    if (usage != null) {
      tokens.of(operation, model, "input").record((double) usage.input());
      tokens.of(operation, model, "output").record((double) usage.output());
    }
    var first = call.firstTokenNanos();
    if (first != null) {
      firstToken.of(operation, model).record(first, TimeUnit.NANOSECONDS);
      if (usage != null && usage.output() > 1) {
        var each = (call.durationNanos() - first) / (usage.output() - 1);
        perToken.of(operation, model).record(each, TimeUnit.NANOSECONDS);
      }
    }
  }

  private static BoundedMeters<Timer> timers(
      MeterRegistry registry, String name, String description, Duration[] buckets) {
    return new BoundedMeters<>(
        labels ->
            Timer.builder(name)
                .description(description)
                .tags(tags(labels))
                .serviceLevelObjectives(buckets)
                .register(registry));
  }

  private static Tags tags(List<String> labels) {
    return Tags.of("gen_ai.operation.name", labels.get(0), "gen_ai.request.model", labels.get(1));
  }

  private static Duration[] seconds(double first, double factor, int count) {
    return DoubleStream.iterate(first, limit -> limit * factor)
        .limit(count)
        .mapToObj(limit -> Duration.ofNanos(Math.round(limit * 1e9)))
        .toArray(Duration[]::new);
  }
}
