package dev.headgate.dataplane.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Report;
import dev.headgate.dataplane.admin.AdminAccess.LoopbackToken;
import dev.headgate.dataplane.admin.AdminAccess.MutualTls;
import dev.headgate.dataplane.report.Reporter;
import dev.headgate.dataplane.report.Sight;
import dev.headgate.dataplane.snapshot.SnapshotIntake;
import dev.headgate.dataplane.snapshot.SnapshotJson;
import dev.headgate.dataplane.snapshot.SnapshotReader;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.snapshot.check.IntegrityCheck;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "canary-token";
  private static Vertx vertx;

  @TempDir private Path directory;

  private final SnapshotStore store = new SnapshotStore(new IntegrityCheck("ai/main"));
  private final SnapshotIntake intake = new SnapshotIntake(store, null);
  private final Reporter reporter =
      new Reporter(vertx, "proxy-1", this::sight, Duration.ofMillis(10));

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().await();
  }

  @Test
  void theOperatorPutsASnapshotAndIsToldWhatIsServed() throws Exception {
    var admin = withToken();

    var first = put(admin, SnapshotJson.whole().at(3, 7, "aa").gzip());
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(acknowledgement(first))
        .isEqualTo(new Acknowledgement(3, 7, "sha256:" + "aa".repeat(32), List.of()));
    assertThat(put(admin, SnapshotJson.whole().at(3, 7, "aa").bytes()).statusCode()).isEqualTo(200);

    var older = put(admin, SnapshotJson.whole().at(3, 6, "bb").gzip());
    assertThat(older.statusCode()).isEqualTo(409);
    assertThat(acknowledgement(older).sequence()).isEqualTo(7);

    var broken = put(admin, SnapshotJson.whole().at(3, 8, "cc").with("/backends", "[]").gzip());
    assertThat(broken.statusCode()).isEqualTo(422);
    assertThat(acknowledgement(broken).sequence()).isEqualTo(7);
    assertThat(acknowledgement(broken).problems()).isNotEmpty();
    admin.close().await();
  }

  @Test
  void aWaitingOperatorHearsOfTheNewSnapshotAtOnce() throws Exception {
    var admin = withToken();
    store.onChange(configuration -> reporter.touch());
    var seen = report(admin, 0).get(10, TimeUnit.SECONDS);
    var next = report(admin, seen.version());

    put(admin, SnapshotJson.whole().at(3, 7, "aa").gzip());

    assertThat(next.get(10, TimeUnit.SECONDS).sequence()).isEqualTo(7);
    admin.close().await();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /snapshot, 404",
    "POST, /report, 404",
    "GET, /, 404",
    "GET, /report?after=x, 400",
    "GET, /report?after=-1, 400",
  })
  void whatIsNotThereIsSaid(String method, String path, int status) throws Exception {
    var admin = withToken();

    var response =
        http(null)
            .send(
                request(admin, path).method(method, BodyPublishers.noBody()).build(),
                BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body()).contains("error");
    admin.close().await();
  }

  @Test
  void aBodyLargerThanAnySnapshotIsCutOff() throws Exception {
    var admin = withToken();
    var endless = BodyPublishers.ofByteArray(new byte[SnapshotReader.MAX_BYTES + 1]);

    var response =
        http(null).send(request(admin, "/snapshot").PUT(endless).build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(413);
    admin.close().await();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {"none", "Bearer wrong", "canary-token", "bearer canary-token"})
  void withoutTheTokenNothingIsTold(@Nullable String authorization) throws Exception {
    var admin = withToken();
    var request = HttpRequest.newBuilder(uri(admin, "/report")).GET();
    if (authorization != null) {
      request.header("authorization", authorization);
    }

    var response = http(null).send(request.build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).doesNotContain("proxy-1", TOKEN);
    admin.close().await();
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "192.0.2.1"})
  void aTokenIsRefusedWhereOthersCouldHearIt(String host) {
    var starting =
        AdminServer.start(
            vertx, new LoopbackToken(TOKEN), host, 0, intake, reporter, Duration.ofSeconds(5));

    assertThat(starting.failed()).isTrue();
    assertThat(starting.cause()).hasMessageContaining("loopback");
  }

  @Test
  void onlyTheOperatorsCertificateProgramsAProxy() throws Exception {
    var authority = new TestAuthority();
    authority.mount(directory, authority.issue("main.ai.proxy.headgate.internal"));
    var admin = withTls();
    var operator = authority.client(authority.issue("operator.headgate.internal"));
    var otherProxy = authority.client(authority.issue("main.ai.proxy.headgate.internal"));
    var stranger = new TestAuthority();
    var strangers = stranger.issue("operator.headgate.internal");

    assertThat(put(admin, operator).statusCode()).isEqualTo(200);
    assertThat(put(admin, otherProxy).statusCode()).isEqualTo(403);
    assertThatThrownBy(() -> put(admin, authority.client(strangers)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> put(admin, authority.client(null))).isInstanceOf(IOException.class);
    admin.close().await();
  }

  @Test
  void aRotatedCertificateIsShownWithoutARestartAndABrokenOneIsNot() throws Exception {
    var authority = new TestAuthority();
    authority.mount(directory, authority.issue("main.ai.proxy.headgate.internal"));
    var admin = withTls();

    java.nio.file.Files.writeString(directory.resolve("tls.crt"), "half a file");
    var next = new TestAuthority();
    var operator = authority.client(authority.issue("operator.headgate.internal"));
    assertThat(put(admin, operator).statusCode()).isEqualTo(200);

    next.mount(directory, next.issue("main.ai.proxy.headgate.internal"));
    var nextOperator = next.client(next.issue("operator.headgate.internal"));
    Awaitility.await()
        .ignoreExceptionsInstanceOf(IOException.class)
        .atMost(Duration.ofSeconds(20))
        .until(() -> put(admin, nextOperator).statusCode() == 200);
    assertThatThrownBy(
            () -> put(admin, authority.client(authority.issue("operator.headgate.internal"))))
        .isInstanceOf(IOException.class);
    admin.close().await();
  }

  @Test
  void missingCertificatesAreAnError() {
    var starting =
        AdminServer.start(
            vertx,
            new MutualTls(directory),
            "127.0.0.1",
            0,
            intake,
            reporter,
            Duration.ofMillis(50));

    assertThatThrownBy(starting::await).hasMessageContaining("tls.crt");
  }

  private Sight sight() {
    var current = store.current();
    return new Sight(
        current == null ? null : current.snapshot(), false, null, List.of(), List.of(), List.of());
  }

  private AdminServer withToken() {
    return AdminServer.start(
            vertx,
            new LoopbackToken(TOKEN),
            "127.0.0.1",
            0,
            intake,
            reporter,
            Duration.ofSeconds(5))
        .await();
  }

  private AdminServer withTls() {
    return AdminServer.start(
            vertx,
            new MutualTls(directory),
            "127.0.0.1",
            0,
            intake,
            reporter,
            Duration.ofMillis(50))
        .await();
  }

  private static HttpResponse<byte[]> put(AdminServer admin, byte[] body)
      throws IOException, InterruptedException {
    return http(null)
        .send(
            request(admin, "/snapshot").PUT(BodyPublishers.ofByteArray(body)).build(),
            BodyHandlers.ofByteArray());
  }

  private static HttpResponse<byte[]> put(AdminServer admin, javax.net.ssl.SSLContext tls)
      throws IOException, InterruptedException {
    try (var http = http(tls)) {
      var uri = URI.create("https://127.0.0.1:" + admin.port() + "/snapshot");
      var body = BodyPublishers.ofByteArray(SnapshotJson.whole().gzip());
      return http.send(HttpRequest.newBuilder(uri).PUT(body).build(), BodyHandlers.ofByteArray());
    }
  }

  private static CompletableFuture<Report> report(AdminServer admin, long after) {
    return http(null)
        .sendAsync(
            request(admin, "/report?after=" + after).GET().build(), BodyHandlers.ofByteArray())
        .thenApply(
            response -> {
              try {
                return JSON.readValue(response.body(), Report.class);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
  }

  private static Acknowledgement acknowledgement(HttpResponse<byte[]> response) throws IOException {
    return JSON.readValue(response.body(), Acknowledgement.class);
  }

  private static HttpRequest.Builder request(AdminServer admin, String path) {
    return HttpRequest.newBuilder(uri(admin, path)).header("authorization", "Bearer " + TOKEN);
  }

  private static URI uri(AdminServer admin, String path) {
    return URI.create("http://127.0.0.1:" + admin.port() + path);
  }

  private static HttpClient http(javax.net.ssl.@Nullable SSLContext tls) {
    var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    return (tls == null ? builder : builder.sslContext(tls)).build();
  }
}
