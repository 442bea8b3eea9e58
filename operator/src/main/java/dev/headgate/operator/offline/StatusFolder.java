package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.crds.KindStatus;
import dev.headgate.operator.compile.ObjectKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects with their statuses as files, {@code Kind/namespace/name.json}: what {@code headgate get}
 * reads in place of an API server. Each file is replaced whole, and only when something changed.
 */
final class StatusFolder {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Map<ObjectKey, KindStatus> statuses = new HashMap<>();
  private final Map<ObjectKey, JsonNode> written = new HashMap<>();
  private final Map<ObjectKey, Instant> created = new HashMap<>();

  StatusFolder(Path folder) {
    this.folder = folder;
  }

  /** The status as it was last written; null before the first. */
  @Nullable KindStatus previous(ObjectKey key) {
    return statuses.get(key);
  }

  /** Writes one object; a Secret never comes here. */
  void write(ObjectKey key, ObjectNode object, long generation, KindStatus status, Instant now)
      throws IOException {
    var whole = object.deepCopy();
    var metadata = whole.withObject("/metadata");
    metadata.put("namespace", key.namespace());
    metadata.put("generation", generation);
    metadata.put("creationTimestamp", created.computeIfAbsent(key, k -> now).toString());
    whole.set("status", JSON.valueToTree(status));
    statuses.put(key, status);
    if (whole.equals(written.put(key, whole))) {
      return;
    }
    var file = file(key);
    Files.createDirectories(file.getParent());
    var next = Files.createTempFile(file.getParent(), ".", ".tmp");
    JSON.writerWithDefaultPrettyPrinter().writeValue(next.toFile(), whole);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forgets every object but these. */
  void retain(Set<ObjectKey> keys) throws IOException {
    var gone = new HashSet<>(written.keySet());
    gone.removeAll(keys);
    for (var key : gone) {
      written.remove(key);
      statuses.remove(key);
      created.remove(key);
      Files.deleteIfExists(file(key));
    }
  }

  private Path file(ObjectKey key) {
    return folder.resolve(key.kind().name()).resolve(key.namespace()).resolve(key.name() + ".json");
  }
}
