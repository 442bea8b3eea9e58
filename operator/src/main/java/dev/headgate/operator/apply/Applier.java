package dev.headgate.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects what they should be, by server-side apply, and only when the wish or the object has
 * changed since the last time. Fields that others own stay theirs.
 */
public final class Applier {
  /** Under which name our fields are known to the API server. */
  public static final String FIELD_MANAGER = "headgate-operator";

  private record Done(String wish, String result) {}

  private final KubernetesClient client;
  private final LiveObjects live;
  private final ObjectDigest digest;
  private final ReplicasHandover handover;
  private final Map<String, Done> done = new ConcurrentHashMap<>();

  /**
   * Remembers what it did for as long as it lives.
   *
   * @param live objects of ours; may lag behind: then something is applied twice, without effect
   */
  public Applier(KubernetesClient client, LiveObjects live) {
    this.client = client;
    this.live = live;
    this.digest = new ObjectDigest(client.getKubernetesSerialization());
    this.handover = new ReplicasHandover(client);
  }

  /**
   * Makes the object so.
   *
   * @param ownerUid of the gateway that owns it
   * @throws NameConflictException when an object of that name exists that the gateway does not own
   */
  void apply(HasMetadata wanted, String ownerUid) throws NameConflictException {
    write(wanted, ownerUid, null);
  }

  /**
   * Makes the object so, unless what is there must stay. Whoever writes it between our look and our
   * write wins: then the API server answers 409.
   *
   * @param stays asked of the object that is there
   * @return false when it stays
   * @throws NameConflictException when an object of that name exists that the gateway does not own
   */
  boolean applyUnless(HasMetadata wanted, String ownerUid, Predicate<HasMetadata> stays)
      throws NameConflictException {
    return write(wanted, ownerUid, stays);
  }

  private boolean write(HasMetadata wanted, String ownerUid, @Nullable Predicate<HasMetadata> stays)
      throws NameConflictException {
    String key = key(wanted);
    String wish = digest.of(wanted);
    Optional<HasMetadata> present = live.find(wanted);
    Done last = done.get(key);
    if (last != null
        && last.wish().equals(wish)
        && present.map(digest::of).filter(last.result()::equals).isPresent()) {
      return true;
    }
    HasMetadata existing = client.resource(wanted).get();
    if (existing != null && !GatewayObjects.owned(existing, ownerUid)) {
      throw new NameConflictException(
          "%s %s exists and does not belong to this gateway: delete it, or give the gateway another name."
              .formatted(wanted.getKind(), nameOf(wanted)));
    }
    if (stays != null && existing != null) {
      if (stays.test(existing)) {
        return false;
      }
      wanted.getMetadata().setResourceVersion(existing.getMetadata().getResourceVersion());
    }
    handover.prepare(wanted, existing);
    HasMetadata result =
        client.resource(wanted).fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    done.put(key, new Done(wish, digest.of(result)));
    return true;
  }

  /** Removes the object if the gateway owns it and it is there. */
  void remove(HasMetadata unwanted, String ownerUid) {
    done.remove(key(unwanted));
    if (live.find(unwanted).filter(o -> GatewayObjects.owned(o, ownerUid)).isPresent()) {
      client.resource(unwanted).delete();
    }
  }

  private static String key(HasMetadata object) {
    return object.getKind() + " " + nameOf(object);
  }

  private static String nameOf(HasMetadata object) {
    return object.getMetadata().getNamespace() + "/" + object.getMetadata().getName();
  }
}
