package dev.headgate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** A newcomer's day: everything as docs/install.md says, then what it is all for. */
@OnCluster
@Order(1)
class JourneyE2E {
  private final TestCluster cluster = TestCluster.get();
  private CallerPod caller;

  @BeforeAll
  void install() {
    Installation.get();
  }

  @Test
  @Order(1)
  void everythingOfTheQuickstartIsReady() {
    Eventually.holds(60, Ours::areReady);

    assertThat(cluster.kubectl("kustomize", "samples/quickstart").lines())
        .filteredOn(line -> line.startsWith("apiVersion: headgate.dev/"))
        .hasSameSizeAs(Ours.all());
  }

  @Test
  @Order(2)
  void theCurlOfTheInstallDocumentIsAnswered() {
    List<String> blocks = Document.of("docs/install.md").commands("3. A first gateway");
    String command = blocks.get(1).strip();
    assertThat(command).endsWith(" 8080:80");

    // To a port that is free here; 8080 is often taken.
    try (Forward forward = Forward.by(List.of(command.replace(" 8080:", " :").split(" ")))) {
      String answer =
          cluster.shell().script(blocks.get(2).replace(":8080", ":" + forward.port())).good();

      assertThat(answer).contains("You said: Hello");
    }
  }

  @Test
  @Order(3)
  void aPodIsAnsweredByTheServicesNamePlainAndStreamed() {
    caller = CallerPod.start("caller", "demo-key", "load");
    // kube-proxy takes a moment to know a new Service's pods.
    Eventually.holds(30, () -> assertThat(caller.call().path("kind").asText()).isEqualTo("OK"));

    JsonNode whole = caller.call("--prompt=Good morning");
    JsonNode streamed = caller.call("--prompt=Good morning", "--stream");

    assertThat(whole.path("text").asText()).startsWith("You said: Good morning");
    assertThat(streamed.path("text")).isEqualTo(whole.path("text"));
    assertThat(streamed.path("chunks").asInt()).isGreaterThan(5);
    assertThat(whole.at("/headers/x-headgate-target").asText()).isEqualTo("openai-a/gpt-5-mini");
    assertThat(whole.at("/headers/x-headgate-attempts").asText()).isEqualTo("1");
  }

  @Test
  @Order(4)
  void aProviderFailsAndTheOtherAnswersAndItsCircuitIsSeenOpen() {
    Providers.fail("openai-a", "{\"status\":503}");
    try {
      List<JsonNode> answers = caller.once("--times=12");

      assertThat(answers)
          .hasSize(12)
          .allSatisfy(
              answer -> {
                assertThat(answer.path("kind").asText()).isEqualTo("OK");
                assertThat(answer.at("/headers/x-headgate-target").asText())
                    .isEqualTo("openai-b/gpt-5-mini");
              });
      assertThat(answers.getFirst().at("/headers/x-headgate-failover").asText())
          .startsWith("openai-a/gpt-5-mini>openai-b/gpt-5-mini; reason=");
      Eventually.holds(
          30,
          () ->
              assertThat(cluster.kubectl("-n", "ai", "get", "pb").lines())
                  .anySatisfy(line -> assertThat(line).matches("openai-a +.*gpt-5-mini.*")));
      assertThat(cluster.kubectl("-n", "ai", "get", "events")).contains("CircuitOpened");
    } finally {
      Providers.heal("openai-a");
    }
  }

  @Test
  @Order(5)
  void aBudgetIsSpentToItsEndAndRefuses() {
    cluster.apply(Repository.resource("budget.yaml"));
    Eventually.holds(30, () -> Ours.isReady("tokenbudgets", "demo-cents"));
    // Answers as long as they may be.
    Providers.profile("openai-b", "{\"outputTokens\":\"cap\"}");
    Providers.profile("openai-a", "{\"outputTokens\":\"cap\"}");

    List<JsonNode> answers = caller.once("--times=50", "--max-tokens=4000");

    JsonNode refusal = answers.getLast();
    assertThat(answers).hasSizeGreaterThan(3);
    assertThat(refusal.path("status").asInt()).isEqualTo(429);
    assertThat(refusal.path("code").asText()).isEqualTo("budget_exceeded");
    assertThat(refusal.path("message").asText()).contains("demo-cents");
    assertThat(refusal.at("/headers/x-headgate-budget").asText()).contains("demo-cents");
    // Its status follows within a minute: NothingLostE2E looks, meanwhile other things are done.
  }

  @Test
  @Order(6)
  void theManifestsAppliedAgainChangeNothing() {
    Shell.Run again = cluster.tryKubectl("", "diff", "-k", "samples/quickstart");

    assertThat(again.code()).as(again.output()).isZero();
  }

  @AfterAll
  void tidy() {
    if (caller != null) {
      Providers.profile("openai-a", "{}");
      Providers.profile("openai-b", "{}");
    }
  }
}
