package dev.headgate.operator.cluster;

import static dev.headgate.operator.cluster.Installation.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.ConditionType;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** samples/external-secrets as it is written, with somebody who does External Secrets' part. */
@NeedsApiServer
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class ExternalSecretsIT {
  private static final String KEY = "hg_demo0001_only-for-trying-it-out-in-tests";
  private final Instant spring = Instant.now().plus(Duration.ofDays(120));

  private final List<HasMetadata> kinds = kinds();
  private final CountedCalls calls = new CountedCalls();
  private Installation here;
  private TestSecretStore store;
  private TestProvider provider;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    here = new Installation("keys", directory);
    kinds.forEach(kind -> here.client.resource(kind).serverSideApply());
    kinds.forEach(
        kind ->
            here.client
                .resource(kind)
                .waitUntilCondition(
                    it -> it != null && it.toString().contains("type=Established"),
                    60,
                    TimeUnit.SECONDS));
    store = new TestSecretStore(here.client);
    provider = here.closing(new TestProvider());
    here.operator("one", here.closing(calls.client(here.cluster)), Set.of(here.namespace));
    here.apply(
        Manifests.gateway(here.namespace, "main")
            + Manifests.consumer(here.namespace, "demo", KEY));
    here.proxies("main-a", "main-b");
  }

  @AfterAll
  void end() throws Exception {
    kinds.forEach(kind -> here.client.resource(kind).delete());
    here.close();
  }

  private static List<HasMetadata> kinds() {
    return TestCluster.get()
        .load(
            TestCluster.read(
                TestCluster.ROOT.resolve(
                    "operator/src/test/resources/cluster/external-secrets.yaml")));
  }

  @Test
  @Order(1)
  void theSampleIsTakenWholeAndWaitsForTheKeys() {
    for (GenericKubernetesResource object : SampleObjects.of("external-secrets", here.namespace)) {
      here.client.resource(object).fieldValidation(Validation.STRICT).create();
    }
    // The one thing of it that is not of this world: where OpenAI is.
    here.client
        .resources(ProviderBackend.class)
        .inNamespace(here.namespace)
        .withName("openai")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"spec\": {\"baseUrl\": \"%s\"}}".formatted(provider.baseUrl()));

    within(20)
        .until(
            () ->
                here.status(LlmRoute.class, "assistant", ConditionType.ResolvedRefs)
                    .equals("False"));
  }

  @Test
  @Order(2)
  void whatExternalSecretsBringsIsServedAndItsEndIsKnown() throws Exception {
    store.refresh(
        externalSecret("openai"), Map.of("apiKey", "sk-first", "expiresAt", spring.toString()));
    store.refresh(externalSecret("bedrock"), session(Instant.now().plus(Duration.ofHours(1))));
    store.refresh(
        externalSecret("azure-openai"),
        Map.of("access_token", token(Duration.ZERO, Duration.ofHours(1))));

    within(20).untilAsserted(() -> assertThat(here.notReady(here.namespace)).isEmpty());
    for (String backend : List.of("openai", "bedrock", "azure-openai")) {
      assertThat(expiring(backend)).as(backend).isEqualTo("False");
    }
    within(20).until(() -> call(here.proxies.getFirst()) == 200);
    assertThat(provider.authorization()).isEqualTo("Bearer sk-first");
  }

  @Test
  @Order(3)
  void aKeyThatIsReplacedReachesEveryProxyAndNoCallFails() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread caller = Thread.ofVirtual().unstarted(() -> callUntil(done));
    AtomicBoolean failed = new AtomicBoolean();
    caller.setUncaughtExceptionHandler((thread, problem) -> failed.set(true));
    caller.start();
    Instant began = Instant.now();

    store.refresh(
        externalSecret("openai"), Map.of("apiKey", "sk-second", "expiresAt", spring.toString()));

    for (ProxyPod proxy : here.proxies) {
      within(20)
          .until(() -> call(proxy) == 200 && "Bearer sk-second".equals(provider.authorization()));
    }
    System.out.println(
        "a key was replaced in "
            + Duration.between(began, Instant.now()).toMillis()
            + " ms, from its Secret to the last of 2 proxies");
    done.set(true);
    caller.join();
    assertThat(failed).isFalse();
  }

  @Test
  @Order(4)
  void keysThatNobodyRefreshesAreTold() {
    store.refresh(
        externalSecret("openai"),
        Map.of("apiKey", "sk-second", "expiresAt", Instant.now().plusSeconds(3600).toString()));
    store.refresh(externalSecret("bedrock"), session(Instant.now().plusSeconds(200)));
    store.refresh(
        externalSecret("azure-openai"),
        Map.of("access_token", token(Duration.ofMinutes(-50), Duration.ofMinutes(10))));

    for (String backend : List.of("openai", "bedrock", "azure-openai")) {
      within(20).until(() -> expiring(backend).equals("True"));
      assertThat(here.status(ProviderBackend.class, backend, ConditionType.Ready))
          .isEqualTo("True");
    }
  }

  @Test
  @Order(5)
  void theEndComesByTimeAloneAndIsWrittenOnce() {
    long before = writesOfBackends();
    Instant end = Instant.now().plusSeconds(4);
    store.refresh(
        externalSecret("openai"), Map.of("apiKey", "sk-second", "expiresAt", end.toString()));

    within(30).until(() -> reason("openai").equals("Expired"));

    assertThat(writesOfBackends() - before).as("another date, and its coming").isBetween(1L, 2L);
    assertThat(here.status(ProviderBackend.class, "openai", ConditionType.Ready)).isEqualTo("True");
  }

  private long writesOfBackends() {
    return calls.so().getOrDefault("PATCH providerbackends/status", 0L);
  }

  @Test
  @Order(6)
  void aDateThatCannotBeReadIsSaidAndTheKeyServesOn() throws Exception {
    store.refresh(
        externalSecret("openai"), Map.of("apiKey", "sk-second", "expiresAt", "in spring"));

    within(20).until(() -> expiring("openai").equals("Unknown"));
    ProviderBackend backend = here.get(ProviderBackend.class, "openai");
    assertThat(backend.getStatus().problems())
        .extracting(problem -> problem.reason() + " " + problem.path())
        .containsExactly("SecretInvalid spec.credentials.apiKey.secretKeyRef");
    assertThat(call(here.proxies.getFirst())).isEqualTo(200);
  }

  private void callUntil(AtomicBoolean done) {
    while (!done.get()) {
      try {
        assertThat(call(here.proxies.getLast())).isEqualTo(200);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private GenericKubernetesResource externalSecret(String name) {
    return here.client
        .genericKubernetesResources("external-secrets.io/v1", "ExternalSecret")
        .inNamespace(here.namespace)
        .withName(name)
        .require();
  }

  private static Map<String, String> session(Instant end) {
    return Map.of(
        "access_key_id", "ASIAEXAMPLE",
        "secret_access_key", "secret",
        "session_token", "session",
        "expiration", Long.toString(end.getEpochSecond()));
  }

  private static String token(Duration since, Duration until) {
    Instant now = Instant.now();
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"iat\": %d, \"exp\": %d}"
                    .formatted(now.plus(since).getEpochSecond(), now.plus(until).getEpochSecond())
                    .getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }

  private String expiring(String backend) {
    return here.status(ProviderBackend.class, backend, ConditionType.CredentialExpiring);
  }

  private String reason(String backend) {
    return here.get(ProviderBackend.class, backend)
        .getStatus()
        .condition(ConditionType.CredentialExpiring)
        .map(condition -> condition.reason())
        .orElse("none");
  }

  private static int call(ProxyPod proxy) throws IOException {
    return proxy
        .post(
            "/v1/chat/completions",
            """
            {"model":"assistant","max_tokens":5,"messages":[{"role":"user","content":"hello"}]}
            """,
            Map.of("authorization", "Bearer " + KEY))
        .statusCode();
  }
}
