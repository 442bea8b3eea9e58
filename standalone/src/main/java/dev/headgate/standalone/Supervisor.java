package dev.headgate.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps parts running: one that ends is started again, until {@link #close()} ends them all. */
final class Supervisor implements AutoCloseable {
  /** Long enough that a Ctrl-C, which reaches parts and supervisor alike, is seen by us first. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A part that keeps ending is started ever more seldom, up to this. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A part that ran this long starts anew with the shortest pause. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Map<String, Process> running = new ConcurrentHashMap<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Duration> pauses = new ConcurrentHashMap<>();
  private final Consumer<Map<String, ProcessHandle>> onChange;
  private final Consumer<String> say;
  private volatile boolean closed;

  /**
   * A supervisor of nothing yet.
   *
   * @param onChange told what runs after every start, for the run file
   * @param say told in one line when a part ends unasked
   */
  Supervisor(Consumer<Map<String, ProcessHandle>> onChange, Consumer<String> say) {
    this.onChange = onChange;
    this.say = say;
  }

  /** Starts a part and keeps it running. */
  synchronized void start(Part part) {
    if (closed) {
      return;
    }
    var builder =
        new ProcessBuilder(part.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(part.log().toFile()))
            .redirectInput(ProcessBuilder.Redirect.PIPE);
    builder.environment().putAll(part.environment());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(part.name() + " cannot be started: " + e.getMessage(), e);
    }
    if (!parts.contains(part)) {
      parts.add(part);
    }
    running.put(part.name(), process);
    onChange.accept(processes());
    var started = System.nanoTime();
    var unused = process.onExit().thenAccept(ended -> ended(part, ended, started));
  }

  private void ended(Part part, Process process, long startedNanos) {
    var ran = Duration.ofNanos(System.nanoTime() - startedNanos);
    var pause =
        pauses.merge(
            part.name(),
            PAUSE,
            (last, shortest) ->
                ran.compareTo(SETTLED) >= 0
                    ? shortest
                    : last.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                        ? last.multipliedBy(2)
                        : LONGEST_PAUSE);
    CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> restart(part, process));
  }

  private void restart(Part part, Process ended) {
    if (closed) {
      return;
    }
    say.accept(
        part.name()
            + " ended with "
            + ended.exitValue()
            + "; starting it again, see "
            + part.log());
    start(part);
  }

  /** The processes that run now, by name. */
  Map<String, ProcessHandle> processes() {
    var handles = new ConcurrentHashMap<String, ProcessHandle>();
    running.forEach((name, process) -> handles.put(name, process.toHandle()));
    return handles;
  }

  /** Ends all parts, those started last first; what does not end in time is killed. */
  @Override
  public void close() {
    List<Part> order;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      order = List.copyOf(parts).reversed();
    }
    for (var part : order) {
      var process = running.get(part.name());
      if (process != null) {
        end(process.toHandle());
      }
    }
  }

  /** Asks a process to end and kills it when it does not. */
  static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    } catch (Exception late) {
      process.destroyForcibly();
    }
  }
}
