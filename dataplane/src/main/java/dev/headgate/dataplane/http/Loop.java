package dev.headgate.dataplane.http;

import dev.headgate.dataplane.budget.Budgets;
import dev.headgate.dataplane.memory.Memory;
import dev.headgate.dataplane.record.Recorder;
import dev.headgate.dataplane.retry.RetryPolicy;
import dev.headgate.dataplane.route.Planner;
import dev.headgate.dataplane.upstream.Upstreams;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What the exchanges of one event loop share; none of it leaves that event loop but what {@link
 * Collaborators} says.
 */
record Loop(
    Collaborators shared,
    Budgets budgets,
    Memory memory,
    Upstreams upstreams,
    Wheel wheel,
    RandomGenerator random,
    Planner planner,
    RetryPolicy retries,
    Recorder recorder) {

  private static final HexFormat HEX = HexFormat.of();

  /** A name for an exchange that no other has, with 128 random bits. */
  String nextId() {
    return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
  }

  long nanos() {
    return shared.ticker().getAsLong();
  }
}
