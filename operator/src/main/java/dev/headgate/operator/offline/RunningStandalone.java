package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds a standalone by the file it leaves while it runs. */
final class RunningStandalone {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunningStandalone() {}

  /** The status folder of the one started last; empty when none runs. */
  static Optional<Path> statusFolder() throws IOException {
    var cache = System.getenv("HEADGATE_CACHE");
    var base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "headgate")
            : Path.of(cache);
    var run = base.resolve("run");
    if (!Files.isDirectory(run)) {
      return Optional.empty();
    }
    Optional<Path> latest = Optional.empty();
    var latestStart = Long.MIN_VALUE;
    try (var files = Files.newDirectoryStream(run, "standalone-*.json")) {
      for (var file : files) {
        try {
          var json = JSON.readTree(file.toFile());
          var started = json.at("/supervisor/startedAtMs").asLong();
          if (started > latestStart && runs(json.at("/supervisor/pid").asLong(), started)) {
            latestStart = started;
            latest = Optional.of(Path.of(json.path("statusDirectory").asText()));
          }
        } catch (IOException halfWritten) {
          // the next look sees it whole
        }
      }
    }
    return latest;
  }

  private static boolean runs(long pid, long startedAtMs) {
    return ProcessHandle.of(pid)
        .flatMap(p -> p.info().startInstant())
        .filter(start -> start.toEpochMilli() == startedAtMs)
        .isPresent();
  }
}
