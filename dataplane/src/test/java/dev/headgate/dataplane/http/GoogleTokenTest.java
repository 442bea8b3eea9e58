package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.contract.Backend.GoogleAccount;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Report;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of a service account: had once, renewed ahead, given up when they are refused. */
final class GoogleTokenTest {
  private static final String CHAT =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator = ServedProxy.join(Simulator.start(vertx, 0));
  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  @BeforeEach
  void vertexBeforeOpenAi() {
    manifest.attempts = 0;
    ProviderFaces.backend(manifest, simulator, Dialect.VertexGemini, "vertex");
  }

  @AfterEach
  void close() {
    proxy.close();
    ServedProxy.join(vertx.close());
  }

  private void serve() {
    ProviderFaces.backend(manifest, simulator, Dialect.OpenAI, "other");
    manifest.route("vertex", "other");
    proxy = new ServedProxy(vertx, manifest.build());
  }

  private String target() {
    var answer = proxy.chat(CHAT);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.headers().firstValue("x-headgate-target").orElseThrow();
  }

  @Test
  void oneTokenServesAllCallsAlsoThoseThatComeAtOnce() {
    serve();

    var first = CompletableFuture.supplyAsync(this::target);
    var second = CompletableFuture.supplyAsync(this::target);

    assertThat(first.join()).isEqualTo("vertex/gpt");
    assertThat(second.join()).isEqualTo("vertex/gpt");
    assertThat(target()).isEqualTo("vertex/gpt");
    assertThat(simulator.google().granted()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsAboutToEndIsRenewedBehindTheBackOfItsCallers() {
    simulator.google().life(Duration.ofMinutes(4));
    serve();

    assertThat(target()).isEqualTo("vertex/gpt");
    simulator.script("{\"model\":\"token\",\"fault\":{\"status\":503}}");
    assertThat(target()).as("while the renewal fails").isEqualTo("vertex/gpt");

    await().until(() -> simulator.faults().list().isEmpty());
    assertThat(target()).isEqualTo("vertex/gpt");
    assertThat(simulator.google().granted()).isEqualTo(1);
  }

  @Test
  void aRenewedTokenTakesTheOldOnesPlace() {
    simulator.google().life(Duration.ofMinutes(4));
    serve();

    assertThat(target()).isEqualTo("vertex/gpt");
    assertThat(target()).isEqualTo("vertex/gpt");

    await().until(() -> simulator.google().granted() == 2);
    assertThat(target()).isEqualTo("vertex/gpt");
  }

  @Test
  void aTokenThatTheProviderRefusesIsGivenUpAndTheNextCallHasANewOne() {
    serve();
    assertThat(target()).isEqualTo("vertex/gpt");

    simulator.google().revoke();

    assertThat(target()).isEqualTo("other/gpt");
    assertThat(target()).isEqualTo("vertex/gpt");
    assertThat(simulator.google().granted()).isEqualTo(2);
  }

  @Test
  void aKeyThatTheTokenEndpointRefusesIsTheCredentialsFault() throws NoSuchAlgorithmException {
    var known = manifest.googleAccount;
    manifest.googleAccount =
        new GoogleAccount(known.email(), known.keyId(), another(), known.tokenUrl());
    manifest.backend(
        "wrong", "http://127.0.0.1:" + simulator.port() + "/v/v1/projects/p/locations/l");
    ProviderFaces.backend(manifest, simulator, Dialect.OpenAI, "other");
    manifest.route("wrong", "other");
    proxy = new ServedProxy(vertx, manifest.build());

    var answer = proxy.chat(CHAT);

    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("other/gpt");
    assertThat(answer.headers().firstValue("x-headgate-failover"))
        .hasValueSatisfying(told -> assertThat(told).contains("Credential"));
    assertThat(proxy.credentials.rejected())
        .singleElement()
        .extracting(Report.Credential::backend)
        .isEqualTo("ai/wrong");
  }

  @Test
  void aTokenEndpointThatIsDownIsAFailureThatAnotherTargetTakesOver() {
    serve();
    simulator.script("{\"model\":\"token\",\"times\":-1,\"fault\":{\"status\":503}}");

    assertThat(target()).isEqualTo("other/gpt");
    assertThat(proxy.credentials.rejected()).isEmpty();
    simulator.faults().clear();
    assertThat(target()).isEqualTo("vertex/gpt");
  }

  @Test
  void aTokenEndpointThatNobodyReachesIsSaidSo() {
    var known = manifest.googleAccount;
    manifest.googleAccount =
        new GoogleAccount(
            known.email(), known.keyId(), known.privateKeyPem(), "http://127.0.0.1:1/t");
    manifest.backend(
        "alone", "http://127.0.0.1:" + simulator.port() + "/v/v1/projects/p/locations/l");
    manifest.route("alone");
    proxy = new ServedProxy(vertx, manifest.build());

    var answer = proxy.chat(CHAT);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("no token from Google's endpoint, which cannot be reached");
  }

  private static String another() throws NoSuchAlgorithmException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder()
            .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }
}
