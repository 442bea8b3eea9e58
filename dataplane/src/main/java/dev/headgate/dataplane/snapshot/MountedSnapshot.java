package dev.headgate.dataplane.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot in a directory that someone else writes: a mounted Secret, or a file by hand. It is
 * looked at again and again instead of being waited for: one {@code stat} costs microseconds, works
 * on every file system, and follows Kubernetes' symlinks, whose swap changes no file at the path.
 */
public final class MountedSnapshot {
  private static final Logger log = LoggerFactory.getLogger(MountedSnapshot.class);
  private static final List<String> NAMES = List.of("snapshot.json.gz", "snapshot.json");

  private final Path directory;
  private final SnapshotIntake intake;
  private @Nullable Version seen;

  /**
   * @param directory where {@code snapshot.json.gz} or, without one, {@code snapshot.json} lies or
   *     will lie
   * @param intake is given every version of the file once
   */
  public MountedSnapshot(Path directory, SnapshotIntake intake) {
    this.directory = directory;
    this.intake = intake;
  }

  /** Takes in what lies there if it was not seen before. Blocks. */
  public synchronized void look() {
    for (var name : NAMES) {
      var file = directory.resolve(name);
      try {
        var version = Version.of(file);
        if (!version.equals(seen)) {
          var bytes = Files.readAllBytes(file);
          seen = version;
          intake.submit(bytes, file.toString());
        }
        return;
      } catch (NoSuchFileException e) {
        log.trace("{} is not there, or was swapped away under us: the next look finds it", file);
      } catch (IOException e) {
        log.warn("could not read {}: {}", file, e.toString());
        return;
      }
    }
  }

  /** What changes when the file does. */
  private record Version(Path real, FileTime modified, long size, @Nullable Object key) {
    static Version of(Path file) throws IOException {
      var real = file.toRealPath();
      var attributes = Files.readAttributes(real, BasicFileAttributes.class);
      return new Version(
          real, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
  }
}
