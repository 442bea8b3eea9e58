package dev.headgate.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreetingTest {
  @TempDir Path folder;

  @Test
  void theCommandsNameTheKeyModelAndProviderOfTheManifests() throws Exception {
    Files.writeString(
        folder.resolve("all.yaml"),
        """
        kind: ProviderBackend
        metadata: {name: first}
        spec: {dialect: OpenAI, baseUrl: http://127.0.0.1:9090/openai-a/v1}
        ---
        kind: ProviderBackend
        metadata: {name: other}
        spec: {dialect: Anthropic, baseUrl: http://127.0.0.1:9090/anthropic}
        ---
        kind: LlmRoute
        spec: {match: {models: ["gpt-*", chat]}, targets: [{backendRef: {name: first}}]}
        ---
        kind: LlmRoute
        spec: {match: {models: [agent]}, targets: [{backendRef: {name: first}}, {backendRef: {name: other}}]}
        ---
        kind: LlmConsumer
        spec: {credentials: [{apiKey: {secretKeyRef: {name: demo, key: k}}}]}
        ---
        kind: Secret
        metadata: {name: demo}
        stringData: {k: hg_demo_secret}
        """);
    Files.writeString(folder.resolve("broken.yaml"), "kind: [");

    var demo = Demo.in(folder, 9090);
    var text = Greeting.text(layout(), demo, List.of());

    assertThat(demo)
        .isEqualTo(
            new Demo("hg_demo_secret", "chat", "openai-a", new Demo.ToolLoop("agent", "openai-a")));
    assertThat(text)
        .contains("Authorization: Bearer hg_demo_secret", "\"model\":\"chat\"", "\"stream\":true")
        .contains("127.0.0.1:9090/_control/faults", "\"provider\":\"openai-a\"")
        .contains(
            "samples/tool-loop http://127.0.0.1:8080 hg_demo_secret agent http://127.0.0.1:9090"
                + " openai-a");
    assertThat(demo.toString()).doesNotContain("hg_demo");
  }

  @Test
  void manifestsWithoutAKeyAreToldInsteadOfACommandThatFails() throws Exception {
    var notReady = new Statuses.Readiness("LlmRoute ai/chat", "False", "NoTarget", "no backend");

    var text = Greeting.text(layout(), Demo.in(folder, 9090), List.of(notReady));

    assertThat(text).contains("no command to paste", "LlmRoute ai/chat: NoTarget, no backend");
  }

  private Layout layout() {
    return new Layout(
        folder,
        folder,
        folder,
        Ports.DEFAULT,
        new Layout.Inner(1, 2, 3, 4, 5),
        "canary-token",
        folder.resolve("redis-server"));
  }
}
