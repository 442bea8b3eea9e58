package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Report;
import dev.headgate.contract.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What real calls to a provider that refuses us say about its credential. */
class RefusedCredentialTest {
  private static final String HELLO =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private final Snapshot snapshot =
      new Manifest()
          .backend("a", url("openai-a"))
          .backend("b", url("openai-b"))
          .route("a", "b")
          .build();
  private final ServedProxy proxy = new ServedProxy(PROVIDERS.vertx(), snapshot);

  @ParameterizedTest
  @CsvSource({"401, ai/a", "403, ai/a", "404,", "429,", "500,"})
  void onlyARefusalOfTheCredentialIsReported(int status, String backend) {
    refuse(status);

    assertThat(proxy.chat(HELLO).statusCode()).isEqualTo(200);

    var told = proxy.credentials.rejected();
    assertThat(told).extracting(Report.Credential::backend).isEqualTo(backends(backend));
    assertThat(told).allSatisfy(credential -> assertThat(credential.status()).isEqualTo(status));
    assertThat(told.toString()).doesNotContain("provider-key");
  }

  @Test
  void itEndsWhenACallIsAnswered() {
    refuse(401);
    proxy.chat(HELLO);
    var first = proxy.credentials.rejected();
    proxy.chat(HELLO);
    assertThat(first).hasSize(1);
    assertThat(proxy.credentials.rejected()).as("since the first").isEqualTo(first);
    PROVIDERS.simulator().faults().clear();

    proxy.chat(HELLO);

    assertThat(proxy.credentials.rejected()).isEmpty();
  }

  @Test
  void itEndsWithAnotherCredentialAndOnlyWithThat() {
    refuse(401);
    proxy.chat(HELLO);

    proxy.store.offer(snapshot.at(1, 98, "sha256:same"));
    assertThat(proxy.credentials.rejected()).hasSize(1);

    var rotated =
        snapshot.backends().stream().map(RefusedCredentialTest::withAnotherCredential).toList();
    proxy.store.offer(
        new Snapshot(
            snapshot.formatVersion(),
            snapshot.minReader(),
            1,
            99,
            "sha256:rotated",
            snapshot.gateway(),
            rotated,
            snapshot.routes(),
            snapshot.budgets(),
            snapshot.consumers()));
    assertThat(proxy.credentials.rejected()).isEmpty();
  }

  private static Backend withAnotherCredential(Backend b) {
    return new Backend(
        b.id(),
        b.dialect(),
        b.baseUrl(),
        b.region(),
        new Backend.Credential("authorization", "Bearer another"),
        b.headers(),
        b.quirks(),
        b.tls(),
        b.connections(),
        b.connectTimeoutMs(),
        b.idleTimeoutMs(),
        b.circuitBreaker(),
        b.models());
  }

  private static List<String> backends(String one) {
    return one == null ? List.of() : List.of(one);
  }

  private static String url(String provider) {
    return "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/" + provider + "/v1";
  }

  private static void refuse(int status) {
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"openai-a\",\"times\":-1,\"fault\":{\"status\":" + status + "}}");
  }
}
