package dev.headgate.operator.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The two calls of a proxy's admin port. One client serves all proxies of a gateway. */
public final class ProxyClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration PUT = Duration.ofSeconds(20);

  /** A proxy answers a waiting call within 25 s; the rest is the way there and back. */
  private static final Duration REPORT = Duration.ofSeconds(35);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http;
  private final @Nullable String token;

  private ProxyClient(HttpClient http, @Nullable String token) {
    this.http = http;
    this.token = token;
  }

  /**
   * Speaks TLS with client certificates.
   *
   * @param tls such as {@code ProxyTls.context} gives
   */
  public static ProxyClient mutualTls(SSLContext tls) {
    return new ProxyClient(base().sslContext(tls).build(), null);
  }

  /**
   * Speaks HTTP to proxies on this machine.
   *
   * @param token a secret that the proxies know; sent as bearer token
   */
  public static ProxyClient loopback(String token) {
    return new ProxyClient(base().build(), token);
  }

  private static HttpClient.Builder base() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(HttpClient.Builder.NO_PROXY);
  }

  /**
   * {@code PUT /snapshot}.
   *
   * @throws InterruptedException when the link is closed meanwhile
   */
  PushOutcome put(ProxyEndpoint proxy, PackedSnapshot snapshot) throws InterruptedException {
    HttpRequest request =
        request(proxy, "/snapshot", PUT)
            .header("content-type", "application/json")
            .header("content-encoding", "gzip")
            .PUT(BodyPublishers.ofByteArray(snapshot.gzip()))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      return switch (response.statusCode()) {
        case 200 -> new PushOutcome.Applied(acknowledgement(response));
        case 409 -> new PushOutcome.Outranked(acknowledgement(response));
        case 422 -> new PushOutcome.Rejected(acknowledgement(response));
        default -> new PushOutcome.Unreachable("PUT /snapshot answered " + response.statusCode());
      };
    } catch (IOException e) {
      return new PushOutcome.Unreachable("PUT /snapshot: " + said(e));
    }
  }

  /**
   * {@code GET /report?after=N}: waits at the proxy until there is a later report.
   *
   * @return empty when there was nothing new in time
   * @throws IOException when the proxy does not answer, or not sensibly
   * @throws InterruptedException when the link is closed meanwhile
   */
  Optional<Report> report(ProxyEndpoint proxy, long after)
      throws IOException, InterruptedException {
    HttpRequest request = request(proxy, "/report?after=" + after, REPORT).GET().build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    return switch (response.statusCode()) {
      case 200 -> Optional.of(JSON.readValue(response.body(), Report.class));
      case 204, 304 -> Optional.empty();
      default -> throw new IOException("GET /report answered " + response.statusCode());
    };
  }

  private HttpRequest.Builder request(ProxyEndpoint proxy, String path, Duration timeout) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(proxy.admin() + path)).timeout(timeout);
    if (token != null) {
      request.header("authorization", "Bearer " + token);
    }
    return request;
  }

  private static Acknowledgement acknowledgement(HttpResponse<byte[]> response) throws IOException {
    return JSON.readValue(response.body(), Acknowledgement.class);
  }

  /** Many of the JDK's exceptions have no message: then the type says more than nothing. */
  static String said(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  /** Ends calls that are under way. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
