package dev.headgate.e2e.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code caller load}: calls until SIGTERM. Prints its tally every second and each failure at once,
 * as lines of JSON; after the signal it lets running calls end and prints the last one.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Calls without end; with no callers at all it only waits.")
final class LoadCommand implements Callable<Integer> {
  private static final long LAST_CALLS_SECONDS = 90;

  @Mixin private Target target = new Target();

  @Option(names = "--plain", defaultValue = "0", description = "callers that want whole answers")
  private int plain;

  @Option(names = "--streams", defaultValue = "0", description = "callers that want streams")
  private int streams;

  @Option(names = "--model", defaultValue = "chat", description = "of whole answers")
  private String model = "";

  @Option(names = "--stream-model", defaultValue = "chat", description = "of streams")
  private String streamModel = "";

  @Option(names = "--pause", defaultValue = "150", description = "milliseconds between two calls")
  private long pause;

  private final ObjectMapper json = new ObjectMapper();
  private final Tally tally = new Tally();
  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch told = new CountDownLatch(1);

  private LoadCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::finish, "signal"));
    ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    for (int i = 0; i < plain; i++) {
      callers.execute(() -> keepCalling(model, false));
    }
    for (int i = 0; i < streams; i++) {
      callers.execute(() -> keepCalling(streamModel, true));
    }
    while (!end.await(1, TimeUnit.SECONDS)) {
      if (plain + streams > 0) {
        say(tally.counts(false));
      }
    }
    callers.shutdown();
    boolean ended = callers.awaitTermination(LAST_CALLS_SECONDS, TimeUnit.SECONDS);
    say(tally.counts(ended));
    told.countDown();
    return 0;
  }

  /** Each caller has a client, and so a connection, of its own. */
  private void keepCalling(String name, boolean streamed) {
    try (Sdk sdk = target.sdk()) {
      var question = Sdk.question(name, "Hello", 200);
      while (!end.await(pause, TimeUnit.MILLISECONDS)) {
        Outcome outcome = streamed ? sdk.streamed(question) : sdk.whole(question);
        tally.add(outcome);
        if (!outcome.ok()) {
          say(Map.of("at", Instant.now().toString(), "outcome", outcome));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(Object line) {
    try {
      System.out.println(json.writeValueAsString(line));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The process ends with its last hook: it must not before the last tally is said. */
  private void finish() {
    end.countDown();
    try {
      told.await(LAST_CALLS_SECONDS + 5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
