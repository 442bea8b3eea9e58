package dev.headgate.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.operator.apply.Applier;
import dev.headgate.operator.apply.NameConflictException;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.apply.SnapshotStore;
import dev.headgate.operator.push.PackedSnapshot;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.status.Persistence;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Two leaders' terms and one Secret, on a real API server: what is later stays. */
@NeedsApiServer
class StoredSnapshotIT {
  private static final String OWNER = "uid-of-the-gateway";

  private final TestCluster cluster = TestCluster.get();
  private final ObjectNames names = new ObjectNames(cluster.namespace("stored"), "main");

  @Test
  void aTermsSnapshotsReplaceEachOtherAndThoseOfEarlierTerms() throws Exception {
    for (Place place : new Place[] {new Place(6, 1), new Place(6, 2), new Place(7, 1)}) {
      assertThat(store(cluster.client(), place)).isEqualTo(new Persistence.Stored());
      assertThat(stored()).isEqualTo(place.toString());
    }
  }

  @Test
  void aLeaderOfAnEarlierTermFindsALaterSnapshotAndLeavesIt() throws Exception {
    store(cluster.client(), new Place(7, 1));

    assertThat(store(cluster.client(), new Place(6, 9))).isInstanceOf(Persistence.Failed.class);

    assertThat(stored()).isEqualTo("7.1");
  }

  @Test
  void aLeaderPausedBetweenItsLookAndItsWriteDoesNotOverwriteTheNextOne() throws Exception {
    store(cluster.client(), new Place(6, 1));
    try (KubernetesClient paused = pausedBeforeItsWriteWhileAnotherStores(new Place(7, 1))) {
      assertThatThrownBy(() -> store(paused, new Place(6, 2)))
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
    }

    assertThat(stored()).isEqualTo("7.1");
  }

  private Persistence store(KubernetesClient client, Place place) throws NameConflictException {
    return new SnapshotStore(client, new Applier(client, like -> Optional.empty()))
        .store(names, OWNER, new PackedSnapshot(place, "sha256:" + place, new byte[] {1}));
  }

  private String stored() {
    return cluster
        .client()
        .secrets()
        .inNamespace(names.namespace())
        .withName(names.snapshot())
        .get()
        .getMetadata()
        .getAnnotations()
        .get(SnapshotStore.PLACE);
  }

  private KubernetesClient pausedBeforeItsWriteWhileAnotherStores(Place place) {
    AtomicBoolean first = new AtomicBoolean(true);
    Interceptor pause =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags requestTags) {
            if (request.method().equals("PATCH") && first.getAndSet(false)) {
              try {
                store(cluster.client(), place);
              } catch (NameConflictException e) {
                throw new AssertionError(e);
              }
            }
          }
        };
    return new KubernetesClientBuilder()
        .withConfig(cluster.config())
        .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("pause", pause))
        .build();
  }
}
