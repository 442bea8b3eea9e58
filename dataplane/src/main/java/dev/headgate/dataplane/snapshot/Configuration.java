package dev.headgate.dataplane.snapshot;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.identity.KeyRing;
import dev.headgate.dataplane.route.RouteTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot in the form that requests are served from. Immutable: an exchange takes one at its
 * start and keeps it to its end, whatever is applied meanwhile.
 *
 * @param snapshot what it was made of
 * @param backends by id
 * @param routes which route takes a call
 * @param keys of its consumers
 */
public record Configuration(
    Snapshot snapshot, Map<String, Backend> backends, RouteTable routes, KeyRing keys) {

  public Configuration {
    backends = Map.copyOf(backends);
  }

  /**
   * Makes one of a snapshot that is in order: {@link SnapshotCheck} found nothing. Of others it is
   * undefined what comes out, or which exception.
   */
  public static Configuration of(Snapshot snapshot) {
    var backends = new HashMap<String, Backend>();
    snapshot.backends().forEach(backend -> backends.put(backend.id(), backend));
    return new Configuration(snapshot, backends, RouteTable.of(snapshot), KeyRing.of(snapshot));
  }

  /** What holds for every call. */
  public Gateway gateway() {
    return snapshot.gateway();
  }

  /** The backend of this id; null when the snapshot has none, which no checked target names. */
  public @Nullable Backend backend(String id) {
    return backends.get(id);
  }

  /** Whether all backends of a route that speak this one's dialect are of its account. */
  public boolean onlyAccountOfItsDialect(Route route, Backend backend) {
    for (var target : route.targets()) {
      var other = backends.get(target.backend());
      if (other != null
          && other.dialect() == backend.dialect()
          && !other.realmAccount().equals(backend.realmAccount())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return "Configuration[" + snapshot + "]";
  }
}
