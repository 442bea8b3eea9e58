package dev.headgate.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until both proxies serve and every object has a verdict. */
final class Startup {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration STEP = Duration.ofMillis(200);

  private final Layout layout;
  private final Supervisor supervisor;
  private final CountDownLatch stop;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(STEP).build();

  Startup(Layout layout, Supervisor supervisor, CountDownLatch stop) {
    this.layout = layout;
    this.supervisor = supervisor;
    this.stop = stop;
  }

  /** False when it was stopped meanwhile or did not come up, which is then said with its reason. */
  boolean await() throws IOException, InterruptedException {
    var end = System.nanoTime() + DEADLINE.toNanos();
    while (System.nanoTime() < end) {
      if (layout.inner().health().stream().allMatch(this::ready) && judged()) {
        return true;
      }
      if (stop.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    explain();
    return false;
  }

  private boolean ready(int healthPort) {
    var uri = URI.create("http://127.0.0.1:" + healthPort + "/readyz");
    try {
      var request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(2)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean judged() throws IOException {
    var all = new Statuses(layout.statuses()).all();
    return !all.isEmpty() && all.stream().noneMatch(s -> s.ready().equals("Unknown"));
  }

  private void explain() throws IOException {
    System.err.println("headgate: not everything is up after " + DEADLINE.toSeconds() + " s");
    for (var status : new Statuses(layout.statuses()).all()) {
      if (!status.ready().equals("True")) {
        System.err.println(
            "  "
                + status.name()
                + ": "
                + status.ready()
                + " "
                + status.reason()
                + " "
                + status.message());
      }
    }
    for (var name : supervisor.processes().keySet().stream().sorted().toList()) {
      var log = layout.scratch().resolve(name + ".log");
      if (Files.exists(log)) {
        var lines = Files.readAllLines(log);
        System.err.println("--- the end of " + name + "'s log");
        lines.subList(Math.max(0, lines.size() - 8), lines.size()).forEach(System.err::println);
      }
    }
  }
}
