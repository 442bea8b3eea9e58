package dev.headgate.dataplane;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a started proxy listens.
 *
 * @param data callers
 * @param health probes and Prometheus
 * @param admin the operator; null without an admin port
 * @param pid of the process
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ChosenPorts(int data, int health, @Nullable Integer admin, long pid) {

  /** Writes them for a script that waits for the file: it is there whole or not at all. */
  void write(Path file) throws IOException {
    var next = file.resolveSibling(file.getFileName() + ".next");
    Files.write(next, new ObjectMapper().writeValueAsBytes(this));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
