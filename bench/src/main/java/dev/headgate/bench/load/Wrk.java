package dev.headgate.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** wrk: as many requests as a server takes. */
public final class Wrk {
  private static final Pattern RESULT =
      Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) ([0-9.]+) ([0-9.]+)");

  private Wrk() {}

  /**
   * What came of a run.
   *
   * @param requests answered
   * @param perSecond of them
   * @param p50Us median latency in microseconds, of a closed loop
   * @param p99Us its 99th percentile
   */
  public record Result(long requests, double perSecond, double p50Us, double p99Us) {}

  /**
   * Puts load on a port.
   *
   * @throws IOException when any answer was not 2xx or any connection failed
   */
  public static Result run(Path folder, int port, Message message, int connections, int seconds)
      throws IOException, InterruptedException {
    Path script = folder.resolve("wrk.lua");
    Files.writeString(
        script,
        """
        wrk.method = "POST"
        wrk.path = "%s"
        wrk.headers["authorization"] = "Bearer %s"
        wrk.headers["content-type"] = "application/json"
        wrk.body = [==[%s]==]
        done = function(summary, latency, requests)
          io.write(string.format("RESULT %%d %%d %%d %%d %%.1f %%.1f\\n",
            summary.requests, summary.duration, summary.errors.status,
            summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
            latency:percentile(50), latency:percentile(99)))
        end
        """
            .formatted(message.path(), message.key(), message.body()));
    Path log = folder.resolve("wrk.log");
    var wrk =
        new ProcessBuilder(
                List.of(
                    "wrk",
                    "-t1",
                    "-c" + connections,
                    "-d" + seconds + "s",
                    "-s",
                    script.toString(),
                    "http://127.0.0.1:" + port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code = wrk.waitFor();
    String output = Files.readString(log);
    Matcher result = RESULT.matcher(output);
    if (code != 0 || !result.find()) {
      throw new IOException("wrk failed: " + output);
    }
    if (!result.group(3).equals("0") || !result.group(4).equals("0")) {
      throw new IOException(
          "wrk saw %s answers that were no success and %s broken connections"
              .formatted(result.group(3), result.group(4)));
    }
    long requests = Long.parseLong(result.group(1));
    return new Result(
        requests,
        requests * 1e6 / Long.parseLong(result.group(2)),
        Double.parseDouble(result.group(5)),
        Double.parseDouble(result.group(6)));
  }
}
