package dev.headgate.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a proxy took to serve, with everything that a pod and its neighbours do to it.
 *
 * @param proxy the pod's name
 * @param took from its JVM's start until it listened with its configuration
 * @param cache what it said of its start-up cache: {@code used}, {@code none}, ...
 */
record ColdStart(String proxy, Duration took, String cache) {
  private static final Pattern BEGAN =
      Pattern.compile("(?m)^process_start_time_seconds ([0-9.E]+)");
  private static final Pattern LISTENS =
      Pattern.compile("(?m)^(\\S+Z) .* listens on .*, start-up cache ([^,]+),");

  static ColdStart of(String proxy) {
    String metrics =
        TestCluster.get()
            .client()
            .raw(
                "/api/v1/namespaces/%s/pods/%s:8086/proxy/metrics"
                    .formatted(Installation.NAMESPACE, proxy));
    Matcher began = find(BEGAN, metrics);
    Matcher listens = find(LISTENS, TestCluster.get().kubectl("-n", "ai", "logs", proxy));
    Instant start = Instant.ofEpochMilli(Math.round(Double.parseDouble(began.group(1)) * 1e3));
    return new ColdStart(
        proxy, Duration.between(start, Instant.parse(listens.group(1))), listens.group(2));
  }

  private static Matcher find(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in:\n" + text);
    }
    return matcher;
  }

  @Override
  public String toString() {
    return "%s served %d ms after its JVM's start, start-up cache %s"
        .formatted(proxy, took.toMillis(), cache);
  }
}
