package dev.headgate.operator.apply;

import dev.headgate.contract.Snapshot;
import dev.headgate.operator.compile.SnapshotCodec;
import dev.headgate.operator.push.PackedSnapshot;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.status.Persistence;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway's snapshot as a Secret: what a proxy starts from while the operator is away, and what a
 * new leader starts from.
 */
public final class SnapshotStore {
  /** Gzipped; a Secret holds 1 MiB with its metadata. */
  public static final int LARGEST = 900 * 1024;

  /** Where the digest can be read without unpacking. */
  public static final String DIGEST = "headgate.dev/digest";

  /** Where the place in the order can be read without unpacking. */
  public static final String PLACE = "headgate.dev/place";

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotStore.class);

  private final KubernetesClient client;
  private final Applier applier;

  /** For all gateways. */
  public SnapshotStore(KubernetesClient client, Applier applier) {
    this.client = client;
    this.applier = applier;
  }

  /**
   * What is stored.
   *
   * @param place where it stands in the order; {@link Place#NONE} when nothing is stored
   * @param snapshot empty when there is none, or none that this build can read
   */
  public record Stored(Place place, Optional<Snapshot> snapshot) {}

  /** What is stored now. */
  public Stored load(ObjectNames names) {
    Secret secret =
        client.secrets().inNamespace(names.namespace()).withName(names.snapshot()).get();
    String data =
        secret == null || secret.getData() == null
            ? null
            : secret.getData().get(ObjectNames.SNAPSHOT_KEY);
    if (secret == null || data == null) {
      return new Stored(Place.NONE, Optional.empty());
    }
    try {
      Snapshot snapshot = SnapshotCodec.decode(Base64.getDecoder().decode(data));
      return new Stored(new Place(snapshot.epoch(), snapshot.sequence()), Optional.of(snapshot));
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn(
          "the stored snapshot of {}/{} cannot be read and is written anew",
          names.namespace(),
          names.gateway());
      // Its place still counts: what this term stores must come after it.
      return new Stored(placeOf(secret), Optional.empty());
    }
  }

  /**
   * Stores it, unless it is too large or a later one is stored: a leader that was paused after it
   * asked whether it leads must not take back what the next one wrote.
   *
   * @param uid of the gateway
   * @throws NameConflictException when a Secret of that name exists that is not the gateway's
   */
  public Persistence store(ObjectNames names, String uid, PackedSnapshot snapshot)
      throws NameConflictException {
    int size = snapshot.gzip().length;
    if (size > LARGEST) {
      return new Persistence.TooLarge(size);
    }
    Secret secret =
        new SecretBuilder()
            .withNewMetadata()
            .withNamespace(names.namespace())
            .withName(names.snapshot())
            .withLabels(names.labels())
            .addToAnnotations(DIGEST, snapshot.digest())
            .addToAnnotations(PLACE, snapshot.place().toString())
            .endMetadata()
            .withType("headgate.dev/snapshot")
            .withData(
                Map.of(
                    ObjectNames.SNAPSHOT_KEY, Base64.getEncoder().encodeToString(snapshot.gzip())))
            .build();
    GatewayObjects.own(secret, names, uid);
    boolean written =
        applier.applyUnless(secret, uid, present -> placeOf(present).isAfter(snapshot.place()));
    return written
        ? new Persistence.Stored()
        : new Persistence.Failed(
            "Another operator has stored a later snapshot than %s, and it stays."
                .formatted(snapshot.place()));
  }

  /** {@link Place#NONE} when it does not say. */
  private static Place placeOf(HasMetadata secret) {
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    String place = annotations == null ? null : annotations.get(PLACE);
    return place == null ? Place.NONE : Place.parse(place).orElse(Place.NONE);
  }
}
