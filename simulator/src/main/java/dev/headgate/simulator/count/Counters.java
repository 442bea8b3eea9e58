package dev.headgate.simulator.count;

import dev.headgate.simulator.dialect.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts what is asked and billed, per provider and model. Safe for any thread. */
public final class Counters {
  private final TreeMap<String, Count> counts = new TreeMap<>();

  /** The count of one model; the same object until {@link #clear()}. */
  public synchronized Count of(String provider, String model) {
    return counts.computeIfAbsent(provider + "\n" + model, key -> new Count(provider, model));
  }

  /** All of them, by provider and model. */
  public synchronized List<Tally> list() {
    var tallies = new ArrayList<Tally>();
    counts.values().forEach(count -> tallies.add(count.tally()));
    return tallies;
  }

  /** The sum over a provider's models, or over everything when null. */
  public synchronized Tally total(@Nullable String provider) {
    var total = new Count(provider == null ? "" : provider, "");
    counts.values().stream()
        .filter(count -> provider == null || count.provider.equals(provider))
        .forEach(total::add);
    return total.tally();
  }

  /** Starts again from nothing; calls that still run count where nobody looks. */
  public synchronized void clear() {
    counts.clear();
  }

  /** The count of one model. */
  public static final class Count {
    private final String provider;
    private final String model;
    private final TreeMap<Integer, Long> byStatus = new TreeMap<>();
    private long requests;
    private long input;
    private long cached;
    private long output;
    private long reasoning;
    private long started;
    private long finished;
    private long cut;
    private long cancelled;
    private long abandoned;
    private long faults;
    private long invalid;
    private long open;
    private Tally.@Nullable Last last;

    private Count(String provider, String model) {
      this.provider = provider;
      this.model = model;
    }

    /** A request has come. */
    public synchronized void asked(Tally.Last request) {
      requests++;
      open++;
      last = request;
    }

    /** A head with this status has been sent. */
    public synchronized void answered(int status) {
      byStatus.merge(status, 1L, Long::sum);
    }

    /** Tokens have been billed. */
    public synchronized void billed(Usage usage) {
      input += usage.input();
      cached += usage.cached();
      output += usage.output();
      reasoning += usage.reasoning();
    }

    /** The request was refused as invalid. */
    public synchronized void refused() {
      invalid++;
    }

    /** A scripted fault hit it. */
    public synchronized void faulted() {
      faults++;
    }

    /** A stream's head was sent. */
    public synchronized void streamStarted() {
      started++;
    }

    /** The call is over. */
    public synchronized void ended(Ending ending) {
      open--;
      switch (ending) {
        case ANSWERED -> {}
        case STREAMED -> finished++;
        case CUT -> cut++;
        case CANCELLED -> cancelled++;
        case ABANDONED -> abandoned++;
      }
    }

    private synchronized void add(Count other) {
      synchronized (other) {
        other.byStatus.forEach((status, n) -> byStatus.merge(status, n, Long::sum));
        requests += other.requests;
        input += other.input;
        cached += other.cached;
        output += other.output;
        reasoning += other.reasoning;
        started += other.started;
        finished += other.finished;
        cut += other.cut;
        cancelled += other.cancelled;
        abandoned += other.abandoned;
        faults += other.faults;
        invalid += other.invalid;
        open += other.open;
      }
    }

    private synchronized Tally tally() {
      return new Tally(
          provider,
          model,
          requests,
          new TreeMap<>(byStatus),
          input,
          cached,
          output,
          reasoning,
          new Tally.Streams(started, finished, cut, cancelled),
          abandoned,
          faults,
          invalid,
          open,
          last);
    }
  }

  /** How a call ended. */
  public enum Ending {
    /** A whole answer or an error was sent. */
    ANSWERED,
    /** A stream came to its end. */
    STREAMED,
    /** A fault broke it off. */
    CUT,
    /** The caller hung up during a stream. */
    CANCELLED,
    /** The caller hung up before there was anything to read. */
    ABANDONED
  }
}
