package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.dataplane.admin.TestAuthority;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider behind TLS, by its own authority and under its own name. */
final class TlsProviderTest {
  private static final String HELLO =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path directory;
  private Simulator simulator;
  private ServedProxy proxy;

  @AfterEach
  void stop() {
    proxy.close();
    ServedProxy.join(vertx.close());
  }

  private void serve(boolean http2, String serverName) throws Exception {
    serve(http2, serverName, 1);
  }

  private void serve(boolean http2, String serverName, int connections) throws Exception {
    var authority = new TestAuthority();
    authority.mount(directory, authority.issue("provider.test"));
    var options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setSsl(true)
            .setUseAlpn(http2)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .addCertPath(directory.resolve("tls.crt").toString())
                    .addKeyPath(directory.resolve("tls.key").toString()));
    simulator = ServedProxy.join(Simulator.start(vertx, options.setPort(0)));
    var manifest = new Manifest();
    manifest.attempts = 0;
    manifest.connections = connections;
    manifest.connectMs = 20_000;
    manifest.tls =
        new Backend.Tls(Files.readString(directory.resolve("ca.crt")), serverName, null, null);
    manifest.backend("a", "https://127.0.0.1:" + simulator.port() + "/openai-a/v1").route("a");
    proxy = new ServedProxy(vertx, manifest.build());
  }

  @ParameterizedTest(name = "with HTTP/2: {0}")
  @ValueSource(booleans = {true, false})
  void itIsTalkedToInWhicheverVersionItOffers(boolean http2) throws Exception {
    serve(http2, "provider.test");

    for (var body :
        new String[] {HELLO, HELLO.replace("{\"model\"", "{\"stream\":true,\"model\"")}) {
      var answer = proxy.chat(body);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  @Test
  void aThousandCallsAtOnceShareTheFewConnectionsThatABackendMayHave() throws Exception {
    serve(true, "provider.test", 10);
    simulator.script("{\"times\":-1,\"fault\":{\"delayMs\":300}}");

    var calls = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(
          ServedProxy.HTTP.sendAsync(
              proxy
                  .request("/v1/chat/completions")
                  .timeout(Duration.ofSeconds(60))
                  .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }

    assertThat(calls.stream().map(call -> call.join().statusCode()).distinct())
        .containsExactly(200);
    // None of them has been idle long enough to be closed: those that are open are all there were.
    assertThat(proxy.connections.open())
        .containsOnlyKeys("127.0.0.1:" + simulator.port())
        .allSatisfy((provider, open) -> assertThat(open).isBetween(1, 10));
  }

  @Test
  void anotherNameIsNotBelieved() throws Exception {
    serve(true, "other.test");

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("no connection");
    assertThat(proxy.budgets().outcomes().getFirst()).containsExactly("released");
  }
}
