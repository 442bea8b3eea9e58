package dev.headgate.dataplane;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.UnauthorizedException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.headgate.dataplane.snapshot.SnapshotJson;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real process, called as callers call it. */
class ServingTest {
  private static Vertx vertx;

  @TempDir private Path scratch;

  private Path mounted;
  private Simulator simulator;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @BeforeEach
  void begin() throws IOException {
    simulator = Simulator.start(vertx, 0).await();
    mounted = Files.createDirectory(scratch.resolve("mounted"));
  }

  @AfterEach
  void end() {
    simulator.close().await();
  }

  @Test
  void withoutASnapshotCallersAreToldSoAndServedAsSoonAsOneComes() throws Exception {
    try (var proxy = proxy();
        var caller = new Caller(proxy, Served.KEY)) {
      var early = caller.chat();
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.body()).contains("no_configuration");

      mount(Served.by(simulator.port()));

      Awaitility.await().until(() -> caller.chat().statusCode() == 200);
    }
  }

  @Test
  void anOfficialSdkIsAnsweredWholeAndStreamed() throws Exception {
    mount(Served.by(simulator.port()));
    try (var proxy = proxy()) {
      var client = sdk(proxy, Served.KEY);
      var params =
          ChatCompletionCreateParams.builder()
              .model(Served.MODEL)
              .addUserMessage("Tell me about gates.")
              .maxCompletionTokens(100)
              .build();

      var whole = client.chat().completions().create(params);
      var streamed = new StringBuilder();
      try (var stream = client.chat().completions().createStreaming(params)) {
        stream.stream()
            .flatMap(chunk -> chunk.choices().stream())
            .flatMap(choice -> choice.delta().content().stream())
            .forEach(streamed::append);
      }

      assertThat(whole.choices().getFirst().message().content()).isPresent();
      assertThat(streamed).isNotEmpty();
      client.close();
      assertThat(proxy.output()).doesNotContain("canary", "gates");
    }
  }

  @Test
  void aWrongKeyIsRefusedAndTheRightOneIsNotForEver() throws Exception {
    var served = Served.by(simulator.port());
    mount(served);
    try (var proxy = proxy();
        var caller = new Caller(proxy, Served.KEY);
        var stranger = new Caller(proxy, "hg_abcd1234_wrong")) {
      var client = sdk(proxy, "hg_abcd1234_wrong");
      Assertions.assertThatThrownBy(() -> client.models().list())
          .isInstanceOf(UnauthorizedException.class);
      client.close();
      assertThat(caller.chat().statusCode()).isEqualTo(200);
      assertThat(stranger.chat().statusCode()).isEqualTo(401);
      assertThat(caller.chat("unknown-model").statusCode()).isEqualTo(404);

      mount(
          served
              .with("/consumers/0/keys/0/sha256", "\"" + Served.sha256("hg_abcd1234_wrong") + "\"")
              .at(1, 2, "bb"));

      Awaitility.await().until(() -> stranger.chat().statusCode() == 200);
      assertThat(caller.chat().statusCode()).isEqualTo(401);
      assertThat(proxy.get(proxy.health("/metrics")).body())
          .contains("outcome=\"invalid_key\"", "headgate_requests_total");
    }
  }

  @Test
  void noRequestFailsWhileASnapshotIsMadeNonsenseAndWholeAgain() throws Exception {
    var served = Served.by(simulator.port());
    mount(served);
    try (var proxy = proxy();
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var stop = new AtomicBoolean();
      var statuses = new ConcurrentLinkedQueue<Integer>();
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < 4; i++) {
        running.add(
            callers.submit(
                () -> {
                  try (var caller = new Caller(proxy, Served.KEY)) {
                    while (!stop.get()) {
                      statuses.add(caller.chat().statusCode());
                    }
                  }
                  return null;
                }));
      }

      Awaitility.await().until(() -> statuses.size() > 50);
      write("snapshot.json", "{nonsense".getBytes(StandardCharsets.UTF_8));
      awaitRejected(proxy, 1);
      mount(served.with("/routes/0/targets/0/backend", "\"ai/nobody\"").at(1, 2, "bb"));
      awaitRejected(proxy, 2);
      mount(served.at(1, 3, "cc"));
      Awaitility.await()
          .until(() -> proxy.get(proxy.health("/readyz")).body().contains("cc".repeat(32)));
      int before = statuses.size();
      Awaitility.await().until(() -> statuses.size() > before + 50);
      stop.set(true);
      for (var caller : running) {
        caller.get();
      }

      assertThat(statuses).containsOnly(200);
    }
  }

  @Test
  void aFailingProviderIsLeftForTheNextAndItsCircuitIsToldAndMeasured() throws Exception {
    mount(Served.by(simulator.port()));
    simulator.script(
        """
        {"provider": "openai-a", "times": 1000, "fault": {"status": 500}}\
        """);
    try (var proxy = proxy();
        var caller = new Caller(proxy, Served.KEY)) {
      for (int i = 0; i < 6; i++) {
        var answer = caller.chat();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("openai-b/gpt");
      }

      Awaitility.await()
          .until(
              () ->
                  proxy
                      .get(proxy.health("/metrics"))
                      .body()
                      .contains("headgate_circuit_state{target=\"openai-a/gpt\"} 2.0"));
      assertThat(proxy.output()).contains("circuit of openai-a/gpt opens");
      assertThat(proxy.get(proxy.health("/metrics")).body())
          .contains("headgate_failovers_total{from=\"openai-a/gpt\"");
    }
  }

  private ProxyProcess proxy() throws IOException {
    return ProxyProcess.start(
        scratch,
        Map.of("HEADGATE_SNAPSHOT_DIR", mounted.toString(), "HEADGATE_DRAIN_TIMEOUT", "20s"));
  }

  private void mount(SnapshotJson snapshot) throws IOException {
    write("snapshot.json", snapshot.bytes());
  }

  private void write(String name, byte[] bytes) throws IOException {
    var next = Files.write(scratch.resolve("next"), bytes);
    Files.move(
        next,
        mounted.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void awaitRejected(ProxyProcess proxy, int count) {
    Awaitility.await()
        .until(
            () ->
                proxy
                    .get(proxy.health("/metrics"))
                    .body()
                    .contains("headgate_snapshot_rejected_total " + count + ".0"));
  }

  private static OpenAIClient sdk(ProxyProcess proxy, String key) {
    return OpenAIOkHttpClient.builder()
        .baseUrl(proxy.data("/v1").toString())
        .apiKey(key)
        .maxRetries(0)
        .build();
  }
}
