package dev.headgate.dataplane.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.dataplane.metrics.Exposition;
import dev.headgate.dataplane.report.Reporter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /livez}, {@code /readyz} and {@code /metrics}, without authentication. */
public final class HealthServer {
  private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx;
  private final EventLoops loops;
  private final Reporter reporter;
  private final Exposition exposition;
  private final HttpServer server;

  /**
   * @param loops those that serve calls
   * @param reporter what this proxy sees
   * @param exposition its figures
   */
  public HealthServer(Vertx vertx, EventLoops loops, Reporter reporter, Exposition exposition) {
    this.vertx = vertx;
    this.loops = loops;
    this.reporter = reporter;
    this.exposition = exposition;
    this.server =
        vertx
            .createHttpServer(new HttpServerOptions().setIdleTimeout(60))
            .requestHandler(this::handle);
  }

  /**
   * Listens.
   *
   * @param port 0 takes a free one
   * @return fails when the port is taken
   */
  public Future<HealthServer> listen(int port, String host) {
    return server.listen(port, host).map(this);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Closes it and every connection. */
  public Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/livez" -> live(request);
      case "/readyz" -> ready(request);
      case "/metrics" -> metrics(request);
      case null, default ->
          request.response().setStatusCode(404).end("there are /livez, /readyz and /metrics\n");
    }
  }

  private void live(HttpServerRequest request) {
    long stuck = loops.stuck();
    if (stuck > 0) {
      request.response().setStatusCode(503).end(stuck + " event loops are stuck\n");
    } else {
      request.response().end("ok\n");
    }
  }

  private void ready(HttpServerRequest request) {
    var readiness = Readiness.of(reporter.now());
    try {
      request
          .response()
          .setStatusCode(readiness.ready() ? 200 : 503)
          .putHeader("content-type", "application/json")
          .end(Buffer.buffer(JSON.writeValueAsBytes(readiness)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the contract's records are JSON", e);
    }
  }

  private void metrics(HttpServerRequest request) {
    // Thousands of series take milliseconds to write: not on an event loop.
    vertx
        .executeBlocking(exposition::text, false)
        .onSuccess(
            text -> request.response().putHeader("content-type", Exposition.CONTENT_TYPE).end(text))
        .onFailure(
            failure -> {
              log.error("could not write the metrics", failure);
              request.response().setStatusCode(500).end();
            });
  }
}
