package dev.headgate.dataplane.admin;

import dev.headgate.dataplane.admin.AdminAccess.LoopbackToken;
import dev.headgate.dataplane.admin.AdminAccess.MutualTls;
import dev.headgate.dataplane.report.Reporter;
import dev.headgate.dataplane.snapshot.SnapshotIntake;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin port: mutual TLS that follows rotations, or on loopback a bearer token. */
public final class AdminServer {
  private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

  /** Longer than a report is waited for. */
  private static final int IDLE_SECONDS = 60;

  private final HttpServer server;

  private AdminServer(HttpServer server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param host an address of this machine; a loopback one for {@link LoopbackToken}
   * @param port 0 takes a free one
   * @param reload how often the certificate files are looked at
   * @return fails with an I/O error when the certificates cannot be read or the port is taken, and
   *     with {@link IllegalArgumentException} for a token on an address that others reach
   */
  public static Future<AdminServer> start(
      Vertx vertx,
      AdminAccess access,
      String host,
      int port,
      SnapshotIntake intake,
      Reporter reporter,
      Duration reload) {
    var options = new HttpServerOptions().setIdleTimeout(IDLE_SECONDS);
    return switch (access) {
      case LoopbackToken(var token) when !AdminAccess.isLoopback(host) ->
          Future.failedFuture(
              new IllegalArgumentException(
                  "an admin token is for loopback only, and " + host + " is not"));
      case LoopbackToken(var token) ->
          vertx
              .createHttpServer(options)
              .requestHandler(
                  new AdminRequests(vertx, intake, reporter, request -> knows(request, token)))
              .listen(port, host)
              .map(AdminServer::new);
      case MutualTls(var directory) -> {
        var files = new TlsFiles(directory);
        var requests = new AdminRequests(vertx, intake, reporter, AdminServer::isOperator);
        yield vertx
            .executeBlocking(files::changed)
            .compose(
                tls ->
                    vertx
                        .createHttpServer(secured(options, tls))
                        .requestHandler(requests)
                        .listen(port, host))
            .onSuccess(
                server ->
                    vertx.setPeriodic(reload.toMillis(), timer -> reload(vertx, server, files)))
            .map(AdminServer::new);
      }
    };
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Closes it and every connection. */
  public Future<Void> close() {
    return server.close();
  }

  private static HttpServerOptions secured(HttpServerOptions options, ServerSSLOptions tls) {
    options
        .setSsl(true)
        .setKeyCertOptions(tls.getKeyCertOptions())
        .setTrustOptions(tls.getTrustOptions())
        .setClientAuth(tls.getClientAuth())
        .setEnabledSecureTransportProtocols(tls.getEnabledSecureTransportProtocols());
    return options;
  }

  private static void reload(Vertx vertx, HttpServer server, TlsFiles files) {
    vertx
        .executeBlocking(() -> changed(files))
        .compose(
            tls -> tls == null ? Future.succeededFuture(false) : server.updateSSLOptions(tls, true))
        .onSuccess(
            updated -> {
              if (updated) {
                log.info("new admin certificates in use");
              }
            })
        .onFailure(
            failure ->
                log.warn(
                    "new admin certificates cannot be used, keeping the old: {}", failure + ""));
  }

  /** A rotation under way is no news: the next look sees it whole. */
  private static @Nullable ServerSSLOptions changed(TlsFiles files) {
    try {
      return files.changed();
    } catch (IOException e) {
      log.warn("could not read the admin certificates, keeping the old: {}", e.toString());
      return null;
    }
  }

  private static boolean isOperator(HttpServerRequest request) {
    try {
      return OperatorName.isIn(request.connection().peerCertificates());
    } catch (SSLPeerUnverifiedException e) {
      return false;
    }
  }

  private static boolean knows(HttpServerRequest request, String token) {
    var presented = request.getHeader("authorization");
    return presented != null
        && MessageDigest.isEqual(
            presented.getBytes(StandardCharsets.UTF_8),
            ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
  }
}
