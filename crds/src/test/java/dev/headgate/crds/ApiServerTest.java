package dev.headgate.crds;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.crds.backend.BackendGateway;
import dev.headgate.crds.backend.CircuitState;
import dev.headgate.crds.backend.CircuitStatus;
import dev.headgate.crds.backend.ProviderBackend;
import dev.headgate.crds.backend.ProviderBackendStatus;
import dev.headgate.crds.route.LlmRoute;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real API server says to manifests, with the committed CRDs. */
final class ApiServerTest {

  private static ApiServer server;

  @BeforeAll
  static void start() throws IOException {
    server = ApiServer.start();
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples.yaml", "examples-full.yaml"})
  void theContractAppliesUnchangedAndASecondApplyChangesNoSpec(String file) {
    // given
    List<HasMetadata> objects = load(Repository.read(Repository.CONTRACT.resolve(file)));

    // when
    List<HasMetadata> first = objects.stream().map(ApiServerTest::applied).toList();
    List<HasMetadata> second = objects.stream().map(ApiServerTest::applied).toList();

    // then
    assertThat(objects).hasSizeGreaterThanOrEqualTo(7);
    assertThat(second).extracting(object -> object.getMetadata().getGeneration()).containsOnly(1L);
    assertThat(second)
        .extracting(object -> object.getMetadata().getUid())
        .isEqualTo(first.stream().map(object -> object.getMetadata().getUid()).toList());
  }

  @Test
  void defaultsAreWrittenOnlyDirectlyIntoTheSpecAndTheStatusSaysThatNothingIsKnown() {
    // given
    LlmRoute route =
        client()
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: headgate.dev/v1alpha1
                kind: LlmRoute
                metadata: {name: bare, namespace: ai}
                spec: {gatewayRef: {name: main}, targets: [{backendRef: {name: openai}, model: m}]}
                """,
                LlmRoute.class);

    // when
    LlmRoute stored = client().resource(route).create();

    // then
    assertThat(stored.getSpec().trafficClass()).isEqualTo(TrafficClass.Interactive);
    assertThat(stored.getSpec().session()).isNull();
    assertThat(stored.getStatus().observedGeneration()).isNull();
    assertThat(stored.getStatus().conditions())
        .extracting(condition -> condition.type() + "=" + condition.status())
        .containsExactly("Ready=Unknown");
  }

  /** All a status may hold, with texts as long and as empty as the operator may write them. */
  @Test
  void aStatusIsTakenAndItsFigureStandsInTheTable() throws Exception {
    // given
    ProviderBackend backend =
        client()
            .getKubernetesSerialization()
            .unmarshal(
                """
                apiVersion: headgate.dev/v1alpha1
                kind: ProviderBackend
                metadata: {name: with-status, namespace: ai}
                spec: {dialect: OpenAI, baseUrl: "https://api.example/v1", models: [{name: large}]}
                """,
                ProviderBackend.class);
    ProviderBackend stored = client().resource(backend).create();
    var since = Timestamp.of(Instant.parse("2026-11-21T10:00:00.123Z"));
    var ready =
        Condition.of(ConditionType.Ready, ConditionStatus.True, Reason.Programmed, "", 1, since);
    var open =
        new CircuitStatus("large", CircuitState.Open, 2, 2, since, "ConsecutiveFailures", since);
    var problems = Collections.nCopies(16, Problem.of("spec", Reason.Invalid, "x".repeat(4096)));

    // when
    stored.setStatus(
        new ProviderBackendStatus(
            1L,
            List.of(ready),
            problems,
            List.of(new BackendGateway("ai", "main", List.of(ready), List.of(open), List.of()))));
    ProviderBackend written = client().resource(stored).updateStatus();

    // then
    assertThat(written.getStatus()).isEqualTo(stored.getStatus());
    assertThat(written.getStatus().condition(ConditionType.Ready)).contains(ready);
    assertThat(row("providerbackends", "with-status"))
        .startsWith("with-status", "True", "Programmed", "large");
  }

  /** What kubectl get prints for an object. */
  private static List<String> row(String plural, String name) throws Exception {
    var request =
        client()
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                client().getMasterUrl()
                    + "apis/headgate.dev/v1alpha1/namespaces/ai/"
                    + plural
                    + "/"
                    + name)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    var answer = client().getHttpClient().sendAsync(request, String.class).get(10, SECONDS);
    var cells = new ArrayList<String>();
    new ObjectMapper()
        .readTree(answer.body())
        .at("/rows/0/cells")
        .forEach(cell -> cells.add(cell.asText()));
    return cells;
  }

  static List<Path> refused() throws IOException {
    try (Stream<Path> files = Files.list(Refused.FOLDER)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("in-"))
          .sorted()
          .toList();
    }
  }

  /** The last document of a file is refused; what stands before it is accepted. */
  @ParameterizedTest
  @MethodSource("refused")
  void isRefusedWithTheMessageBesideIt(Path file) {
    // given
    List<HasMetadata> documents = load(Repository.read(file));
    List<HasMetadata> before = documents.subList(0, documents.size() - 1);
    HasMetadata last = documents.getLast();
    before.forEach(object -> client().resource(object).create());

    // when
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> {
              var resource = client().resource(last).fieldValidation(Validation.STRICT);
              if (before.isEmpty()) {
                resource.create();
              } else {
                resource.update();
              }
            });
    client().resource(last).delete();

    // then
    assertThat(refusal).as("the API server accepts %s", file.getFileName()).isNotNull();
    Refused.compare(file, said(refusal));
  }

  private static String said(KubernetesClientException refusal) {
    var status = refusal.getStatus();
    List<StatusCause> causes =
        status.getDetails() == null ? List.of() : status.getDetails().getCauses();
    if (causes.isEmpty()) {
      return status.getMessage() + "\n";
    }
    return causes.stream()
        .map(cause -> cause.getField() + ": " + cause.getMessage() + "\n")
        .sorted()
        .collect(Collectors.joining());
  }

  private static HasMetadata applied(HasMetadata object) {
    return client().resource(object).fieldManager("contract").serverSideApply();
  }

  private static List<HasMetadata> load(String yaml) {
    return client().load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  private static KubernetesClient client() {
    return server.client();
  }
}
