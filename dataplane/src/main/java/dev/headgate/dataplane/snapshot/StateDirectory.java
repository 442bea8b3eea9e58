package dev.headgate.dataplane.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the last accepted snapshot is kept. It holds provider credentials: on Kubernetes this is an
 * {@code emptyDir} in memory, and the file is readable by its owner only.
 */
public final class StateDirectory {
  private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
  private static final String NAME = "accepted-snapshot";

  private final Path directory;

  /**
   * @param directory is made when it is not there
   * @throws IOException when it cannot be made or written to
   */
  public StateDirectory(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    if (!Files.isWritable(directory)) {
      throw new IOException(directory + " cannot be written to");
    }
  }

  /** What was kept last; empty when nothing was or it cannot be read. */
  public Optional<byte[]> read() {
    var file = directory.resolve(NAME);
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      log.warn("could not read {}: {}", file, e.toString());
      return Optional.empty();
    }
  }

  /** Keeps this one instead; a crash in between leaves the old one whole. */
  public void write(byte[] bytes) throws IOException {
    var next = directory.resolve(NAME + ".next");
    Files.deleteIfExists(next);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(next, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }
}
