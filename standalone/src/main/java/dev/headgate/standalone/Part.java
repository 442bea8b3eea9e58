package dev.headgate.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One process of the whole.
 *
 * @param name such as {@code proxy-1}
 * @param command and its arguments
 * @param environment added to ours; may hold the admin token, so it is not in {@link #toString()}
 * @param log where its output goes
 */
record Part(String name, List<String> command, Map<String, String> environment, Path log) {
  @Override
  public String toString() {
    return name;
  }
}
