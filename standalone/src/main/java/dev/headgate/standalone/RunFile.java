package dev.headgate.standalone;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running standalone leaves for others to find it: {@code headgate get} reads it, and a
 * later start ends what a killed one left behind.
 *
 * @param supervisor the standalone itself
 * @param parts its processes
 * @param statusDirectory where the operator writes statuses
 * @param ports by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RunFile(
    RunningProcess supervisor,
    List<RunningProcess> parts,
    String statusDirectory,
    Map<String, Integer> ports) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A process and when it started: pids are used again, pairs are not.
   *
   * @param name such as {@code proxy-1}
   * @param pid its id
   * @param startedAtMs since the epoch
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record RunningProcess(String name, long pid, long startedAtMs) {
    static RunningProcess of(String name, ProcessHandle handle) {
      return new RunningProcess(name, handle.pid(), startOf(handle));
    }

    /** The very process, if it still runs. */
    Optional<ProcessHandle> handle() {
      return ProcessHandle.of(pid).filter(h -> h.isAlive() && startOf(h) == startedAtMs);
    }

    private static long startOf(ProcessHandle handle) {
      return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
  }

  /** Where the run file of a standalone with this first port is. */
  static Path path(int firstPort) {
    return directory().resolve("standalone-" + firstPort + ".json");
  }

  /** {@code HEADGATE_CACHE} or {@code ~/.cache/headgate}, below it {@code run}. */
  static Path directory() {
    var cache = System.getenv("HEADGATE_CACHE");
    var base =
        cache == null || cache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "headgate")
            : Path.of(cache);
    return base.resolve("run");
  }

  /** Reads one; empty when there is none or it is half written. */
  static Optional<RunFile> read(Path file) {
    try {
      return Optional.of(JSON.readValue(file.toFile(), RunFile.class));
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  /** Writes it whole: a reader sees the old one or this one. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    var next = Files.createTempFile(file.getParent(), "standalone", ".tmp");
    JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), this);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Parts that outlived their supervisor. */
  List<ProcessHandle> orphans() {
    if (supervisor.handle().isPresent()) {
      return List.of();
    }
    return parts.stream().flatMap(p -> p.handle().stream()).toList();
  }
}
