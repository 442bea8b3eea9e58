package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.simulator.Simulator;
import io.vertx.core.Vertx;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted reasoning goes to the backends of its own account, and to no other. */
final class AccountTest {
  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator = ServedProxy.join(Simulator.start(vertx, 0));
  private final Manifest manifest = new Manifest();
  private ServedProxy proxy;

  @AfterEach
  void close() {
    proxy.close();
    ServedProxy.join(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoBackendsOfOneAccountShareIt(boolean same) {
    manifest.inbound = List.of(Dialect.OpenAIResponses);
    manifest.attempts = 0;
    manifest.capabilities =
        List.of(
            Capability.Streaming, Capability.Tools, Capability.ParallelTools, Capability.Reasoning);
    manifest.dialect = Dialect.OpenAIResponses;
    manifest.providerModel = "gpt-5";
    manifest.account = same ? "acme" : null;
    // One provider behind two addresses: what a proxy in between may be.
    manifest.backend("a", "http://127.0.0.1:" + simulator.port() + "/acme/v1");
    manifest.backend("b", "http://127.0.0.1:" + simulator.port() + "/acme//v1");
    manifest.route("a", "b");
    proxy = new ServedProxy(vertx, manifest.build());
    var loop = new ToolLoop(Dialect.OpenAIResponses, true, false);

    loop.goOn(ToolLoop.read(answered(loop, "a")));
    simulator.script("{\"fault\":{\"status\":503}}");
    answered(loop, "b");

    var sent = simulator.journal().list(null).getLast().toString();
    assertThat(sent.contains("\"encrypted_content\"")).isEqualTo(same);
    assertThat(sent).contains("function_call_output");
  }

  private String answered(ToolLoop loop, String by) {
    var answer =
        ServedProxy.send(
            proxy
                .request(loop.path(false))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(loop.body(false)))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue(by + "/gpt");
    return answer.body();
  }
}
