package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Snapshot;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.gateway.LlmGateway;
import dev.headgate.crds.route.LlmRoute;
import dev.headgate.operator.apply.Certificates;
import dev.headgate.operator.apply.SnapshotStore;
import dev.headgate.operator.compile.SnapshotCodec;
import dev.headgate.operator.push.ProxyTls;
import dev.headgate.operator.trust.Names;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An upgrade of the operator, and the way back, while proxies of this build run. */
@NeedsApiServer
class LaterFormatIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Installation here;

  @BeforeEach
  void start() {
    here = new Installation("format", directory);
    here.apply(Manifests.whole(here.namespace));
  }

  @AfterEach
  void end() throws Exception {
    here.close();
  }

  @Test
  void aProxyTakesALaterFormatThatItCanReadRefusesOneItCannotAndServesOn() throws Exception {
    here.operator("old");
    here.proxies("main-a");
    within(30).until(() -> routeIs("chat", "True"));
    ProxyPod proxy = here.proxies.getFirst();
    Snapshot present = SnapshotCodec.decode(data());

    HttpResponse<String> unreadable = push(proxy, later(present, 2, 1));
    HttpResponse<String> readable = push(proxy, later(present, 1, 2));

    assertThat(unreadable.statusCode()).isEqualTo(422);
    assertThat(unreadable.body()).contains("minReader");
    assertThat(readable.statusCode()).isEqualTo(200);
    assertThat(proxy.ready()).isTrue();
    // The operator of this build leads again: what the later one programmed is gone beyond.
    here.apply(Manifests.route(here.namespace, "after", "after", "a"));
    within(30).until(() -> routeIs("after", "True"));
  }

  @Test
  void anOperatorThatCannotReadWhatALaterBuildStoredGoesOnBeyondIt() {
    LlmGateway gateway = here.get(LlmGateway.class, "main");
    here.client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(here.namespace)
                .withName("main-snapshot")
                .withLabels(here.names.labels())
                .addToAnnotations(SnapshotStore.PLACE, "900.5")
                .addToOwnerReferences(
                    new OwnerReferenceBuilder()
                        .withApiVersion(gateway.getApiVersion())
                        .withKind(gateway.getKind())
                        .withName("main")
                        .withUid(gateway.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withType("headgate.dev/snapshot")
                .withData(Map.of("snapshot.json.gz", "bm90IHJlYWRhYmxl"))
                .build())
        .create();

    here.operator("old");

    within(30)
        .untilAsserted(
            () ->
                assertThat(secret().getMetadata().getAnnotations().get(SnapshotStore.PLACE))
                    .startsWith("901."));
    within(30)
        .until(
            () ->
                here.status(LlmGateway.class, "main", ConditionType.SnapshotPersisted)
                    .equals("True"));
  }

  private boolean routeIs(String route, String ready) {
    return here.status(LlmRoute.class, route, ConditionType.Ready).equals(ready);
  }

  /** As a later build would write it: another format, and a field that this one does not know. */
  private static byte[] later(Snapshot present, int minReader, int terms) throws IOException {
    ObjectNode json = (ObjectNode) JSON.readTree(SnapshotCodec.canonical(present));
    json.put("formatVersion", 2)
        .put("minReader", minReader)
        .put("epoch", present.epoch() + terms)
        .put("sequence", 1)
        .putObject("invented")
        .put("by", "a later build");
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(JSON.writeValueAsBytes(json));
    }
    return bytes.toByteArray();
  }

  private HttpResponse<String> push(ProxyPod proxy, byte[] gzip) throws Exception {
    Certificates certificates = new Certificates(here.client, here.system, new SecureRandom());
    certificates.refresh(InstantSource.system().instant());
    try (HttpClient http =
        HttpClient.newBuilder()
            .sslContext(
                ProxyTls.context(certificates::operator, Names.proxyOf(here.namespace, "main")))
            .build()) {
      return http.send(
          HttpRequest.newBuilder(proxy.admin().resolve("/snapshot"))
              .header("content-type", "application/json")
              .header("content-encoding", "gzip")
              .PUT(BodyPublishers.ofByteArray(gzip))
              .build(),
          BodyHandlers.ofString());
    }
  }

  private Secret secret() {
    return here.client.secrets().inNamespace(here.namespace).withName("main-snapshot").get();
  }

  private byte[] data() {
    return Base64.getDecoder().decode(secret().getData().get("snapshot.json.gz"));
  }
}
