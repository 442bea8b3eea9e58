package dev.headgate.operator.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Report;
import dev.headgate.operator.trust.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The admin port of a proxy as the contract describes it, with a memory and nothing else. */
final class TestProxy implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final String scheme;
  private final List<Place> offered = new ArrayList<>();
  private Place place = Place.NONE;
  private @Nullable String digest;
  private long version = 1;
  private List<Acknowledgement.Problem> problems = List.of();
  private @Nullable String authorization;

  private TestProxy(HttpServer server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    server.createContext("/snapshot", this::snapshot);
    server.createContext("/report", this::report);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  static TestProxy plain(int port) throws IOException {
    return new TestProxy(HttpServer.create(loopback(port), 0), "http");
  }

  static TestProxy tls(Identity identity) throws IOException, GeneralSecurityException {
    HttpsServer server = HttpsServer.create(loopback(0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(serverContext(identity)) {
          @Override
          public void configure(HttpsParameters params) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setNeedClientAuth(true);
            params.setSSLParameters(ssl);
          }
        });
    return new TestProxy(server, "https");
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static SSLContext serverContext(Identity identity)
      throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry(
        "proxy",
        identity.key(),
        new char[0],
        identity.chain().toArray(java.security.cert.Certificate[]::new));
    KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
    keyManagers.init(keys, new char[0]);
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    for (int i = 0; i < identity.trusted().size(); i++) {
      trust.setCertificateEntry("ca" + i, identity.trusted().get(i));
    }
    TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX");
    trustManagers.init(trust);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    return context;
  }

  ProxyEndpoint endpoint(String name) {
    InetSocketAddress address = server.getAddress();
    return new ProxyEndpoint(
        name,
        URI.create(
            scheme + "://" + address.getAddress().getHostAddress() + ":" + address.getPort()));
  }

  int port() {
    return server.getAddress().getPort();
  }

  synchronized Place place() {
    return place;
  }

  synchronized List<Place> offered() {
    return List.copyOf(offered);
  }

  synchronized @Nullable String authorization() {
    return authorization;
  }

  /** From now on every snapshot is answered with 422 and these. */
  synchronized void rejecting(Acknowledgement.Problem... found) {
    problems = List.of(found);
  }

  /** As if another operator had programmed it. */
  synchronized void serve(Place other, String otherDigest) {
    place = other;
    digest = otherDigest;
    version++;
    notifyAll();
  }

  private void snapshot(HttpExchange exchange) throws IOException {
    ObjectNode snapshot;
    try (var in = new GZIPInputStream(exchange.getRequestBody())) {
      snapshot = (ObjectNode) JSON.readTree(in);
    }
    Place offer = new Place(snapshot.get("epoch").asLong(), snapshot.get("sequence").asLong());
    int status;
    Acknowledgement acknowledgement;
    synchronized (this) {
      authorization = exchange.getRequestHeaders().getFirst("authorization");
      offered.add(offer);
      if (!problems.isEmpty()) {
        status = 422;
      } else if (place.isAfter(offer)) {
        status = 409;
      } else {
        status = 200;
        serve(offer, snapshot.get("digest").asText());
      }
      acknowledgement =
          new Acknowledgement(
              place.epoch(), place.sequence(), digest, status == 422 ? problems : List.of());
    }
    answer(exchange, status, acknowledgement);
  }

  private void report(HttpExchange exchange) throws IOException {
    long after = Long.parseLong(exchange.getRequestURI().getQuery().replace("after=", ""));
    Report report;
    synchronized (this) {
      long until = System.nanoTime() + 2_000_000_000L;
      try {
        while (version <= after && System.nanoTime() < until) {
          wait(100);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      report =
          new Report(
              "p",
              version,
              place.epoch(),
              place.sequence(),
              digest,
              false,
              null,
              List.of(),
              List.of(),
              List.of());
    }
    answer(exchange, 200, report);
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("content-type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
