package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Gateway;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers that break the rules of HTTP, byte by byte. */
final class HostileProviderTest {
  private static final String HELLO =
      "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"well\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";
  private static final String GOOD =
      "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: "
          + ANSWER.length()
          + "\r\n\r\n"
          + ANSWER;

  private static Vertx vertx;
  private ServedProxy proxy;
  private RawProvider bad;
  private RawProvider good;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() {
    ServedProxy.join(vertx.close());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    bad.close();
    if (good != null) {
      good.close();
    }
  }

  private void serve(RawProvider first, RawProvider second) {
    var manifest = new Manifest();
    manifest.attempts = 0;
    manifest.backend("bad", first.url()).backend("good", second.url()).route("bad", "good");
    bad = first;
    good = second;
    proxy = new ServedProxy(vertx, manifest.build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"choices\":",
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nhtml",
        "HTTP/1.1 301 Moved\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: 34\r\n\r\n{\"error\":{\"message\":\"overloaded\"}}\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
      })
  void whatIsNoAnswerIsLeftForTheNextProvider(String said) throws IOException {
    serve(new RawProvider(call -> said, true), new RawProvider(call -> GOOD, false));

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-headgate-target")).hasValue("good/gpt");
    assertThat(proxy.budgets().outcomes()).allSatisfy(each -> assertThat(each).hasSize(1));
  }

  @Test
  void aReusedConnectionThatWasClosedIsResentOnANewOneAndCountsNowhere() throws IOException {
    var calls = new AtomicInteger();
    // The second call on a connection is answered by closing it.
    serve(
        new RawProvider(call -> call == 1 ? GOOD : "", false, calls),
        new RawProvider(call -> GOOD, false));

    var first = proxy.chat(HELLO);
    var second = proxy.chat(HELLO);

    assertThat(first.headers().firstValue("x-headgate-target")).hasValue("bad/gpt");
    assertThat(second.headers().firstValue("x-headgate-target")).hasValue("bad/gpt");
    assertThat(second.headers().firstValue("x-headgate-attempts")).hasValue("1");
    assertThat(calls.get()).isEqualTo(3);
    assertThat(proxy.budgets().outcomes())
        .isEqualTo(List.of(List.of("settled"), List.of("settled")));
  }

  @Test
  void aForbiddenAddressIsNeverConnectedTo() throws IOException {
    var manifest = new Manifest();
    manifest.addresses = List.of(Gateway.AddressClass.Public);
    bad = new RawProvider(call -> GOOD, false);
    manifest.backend("bad", bad.url()).route("bad");
    proxy = new ServedProxy(vertx, manifest.build());

    var answer = proxy.chat(HELLO);

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body()).contains("upstreams.addresses");
    assertThat(bad.connections.get()).isZero();
  }

  @Test
  void nothingOfTheProvidersAccountReachesTheCaller() throws IOException {
    var loud =
        GOOD.replace(
            "content-type",
            "set-cookie: a=b\r\nopenai-organization: org-1\r\nx-headgate-cost: 9\r\n"
                + "openai-version: 1\r\nconnection: keep-alive\r\ncontent-type");
    serve(new RawProvider(call -> loud, false), new RawProvider(call -> GOOD, false));

    var answer = proxy.chat(HELLO);

    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "openai-organization");
    assertThat(answer.headers().firstValue("openai-version")).hasValue("1");
    assertThat(answer.headers().allValues("x-headgate-cost")).doesNotContain("9");
    assertThat(bad.lastHead)
        .contains("authorization: Bearer provider-key")
        .contains("x-team: platform")
        .doesNotContain(Manifest.KEY);
  }

  /** Says what it is told to each request, on threads of its own. */
  private static final class RawProvider implements AutoCloseable {
    private final ServerSocket server;
    private final Script script;
    private final boolean closes;
    private final AtomicInteger calls;
    final AtomicInteger connections = new AtomicInteger();
    volatile String lastHead = "";

    /** What is said to the nth call of a connection; nothing closes it. */
    interface Script {
      String answer(int call);
    }

    RawProvider(Script script, boolean closes) throws IOException {
      this(script, closes, new AtomicInteger());
    }

    RawProvider(Script script, boolean closes, AtomicInteger calls) throws IOException {
      this.script = script;
      this.closes = closes;
      this.calls = calls;
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::accept);
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    private void accept() {
      try {
        while (true) {
          var socket = server.accept();
          connections.incrementAndGet();
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException closed) {
        // The test is over.
      }
    }

    private void serve(Socket socket) {
      try (socket) {
        for (int call = 1; readRequest(socket.getInputStream()); call++) {
          calls.incrementAndGet();
          var said = script.answer(call);
          socket.getOutputStream().write(said.getBytes(StandardCharsets.UTF_8));
          socket.getOutputStream().flush();
          if (closes || said.isEmpty()) {
            return;
          }
        }
      } catch (IOException gone) {
        // As providers do.
      }
    }

    private boolean readRequest(InputStream in) throws IOException {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int read = in.read();
        if (read < 0) {
          return false;
        }
        head.append((char) read);
      }
      lastHead = head.toString();
      var lower = lastHead.toLowerCase(java.util.Locale.ROOT);
      var length = lower.substring(lower.indexOf("content-length: ") + 16);
      in.readNBytes(Integer.parseInt(length.substring(0, length.indexOf('\r'))));
      return true;
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }
}
