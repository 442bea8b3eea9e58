package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.Snapshot;
import dev.headgate.operator.compile.SnapshotCodec;
import dev.headgate.operator.watch.OperatorRuntime;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The most dangerous silent outage there is: an operator that acts on half of what exists. */
@NeedsApiServer
class HalfFilledCachesIT {
  private static final int ROUTES = 1000;

  @TempDir private Path directory;

  @Test
  void nothingIsStoredOrPushedBeforeTheLastListHasCome() throws Exception {
    try (Installation here = new Installation("caches", directory)) {
      here.apply(Manifests.whole(here.namespace));
      applyRoutes(here);
      KubernetesClient firstClient = here.cluster.newClient();
      OperatorRuntime first = here.operator("first", firstClient);
      here.proxies("main-a");
      within(60).until(() -> stored(here).routes().size() == ROUTES + 1);
      first.close();
      firstClient.close();
      Snapshot before = stored(here);
      List<Snapshot> versions = new CopyOnWriteArrayList<>();

      CountDownLatch listing = new CountDownLatch(1);
      KubernetesClient slow = here.closing(slowClient(here, listing));
      try (var watch = here.closing(watchStored(here, versions));
          ExecutorService background = Executors.newVirtualThreadPerTaskExecutor()) {
        var second = background.submit(() -> here.operator("second", slow));
        within(30).until(() -> holder(here).equals("second"));
        await()
            .during(Duration.ofSeconds(3))
            .atMost(Duration.ofSeconds(4))
            .until(() -> stored(here).epoch() == before.epoch());
        assertThat(here.proxies.getFirst().ready()).isTrue();

        listing.countDown();

        second.get();
        within(60).until(() -> stored(here).epoch() > before.epoch());
        assertThat(watch).isNotNull();
      }
      assertThat(versions)
          .isNotEmpty()
          .allSatisfy(version -> assertThat(version.routes()).hasSize(ROUTES + 1));
    }
  }

  private static void applyRoutes(Installation here) {
    try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
      IntStream.range(0, ROUTES)
          .mapToObj(i -> Manifests.route(here.namespace, "r" + i, "m-" + i, "a"))
          .map(yaml -> executor.submit(() -> here.apply(yaml)))
          .toList()
          .forEach(
              done -> {
                try {
                  done.get();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              });
    }
  }

  private static KubernetesClient slowClient(Installation here, CountDownLatch listing) {
    Interceptor interceptor =
        new Interceptor() {
          @Override
          public void before(BasicBuilder builder, HttpRequest request, RequestTags requestTags) {
            if (request.uri().getPath().endsWith("/llmroutes")) {
              try {
                listing.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          }
        };
    return new KubernetesClientBuilder()
        .withConfig(here.cluster.config())
        .withHttpClientBuilderConsumer(
            http -> http.addOrReplaceInterceptor("slow-list", interceptor))
        .build();
  }

  private static AutoCloseable watchStored(Installation here, List<Snapshot> versions) {
    return here.client
        .secrets()
        .inNamespace(here.namespace)
        .withName("main-snapshot")
        .watch(
            new Watcher<Secret>() {
              @Override
              public void eventReceived(Action action, Secret secret) {
                versions.add(decode(secret));
              }

              @Override
              public void onClose(WatcherException cause) {}
            });
  }

  private static String holder(Installation here) {
    var lease = here.client.leases().inNamespace(here.system).withName("headgate").get();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }

  private static Snapshot stored(Installation here) {
    return decode(
        here.client.secrets().inNamespace(here.namespace).withName("main-snapshot").get());
  }

  private static Snapshot decode(Secret secret) {
    try {
      return SnapshotCodec.decode(
          Base64.getDecoder().decode(secret.getData().get("snapshot.json.gz")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
