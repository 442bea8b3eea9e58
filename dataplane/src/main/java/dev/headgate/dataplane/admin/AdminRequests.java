package dev.headgate.dataplane.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.dataplane.report.Reporter;
import dev.headgate.dataplane.snapshot.SnapshotIntake;
import dev.headgate.dataplane.snapshot.SnapshotReader;
import dev.headgate.dataplane.snapshot.Submission;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code PUT /snapshot} and {@code GET /report?after=N}. */
final class AdminRequests implements Handler<HttpServerRequest> {
  private static final Logger log = LoggerFactory.getLogger(AdminRequests.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration REPORT_WAIT = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final SnapshotIntake intake;
  private final Reporter reporter;
  private final Predicate<HttpServerRequest> allowed;

  AdminRequests(
      Vertx vertx, SnapshotIntake intake, Reporter reporter, Predicate<HttpServerRequest> allowed) {
    this.vertx = vertx;
    this.intake = intake;
    this.reporter = reporter;
    this.allowed = allowed;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (!allowed.test(request)) {
      log.warn("refused {} {} from {}", request.method(), request.path(), request.remoteAddress());
      refuse(request, 403, "only the operator of this gateway may call this port");
      return;
    }
    switch (request.method() + " " + request.path()) {
      case "PUT /snapshot" -> put(request);
      case "GET /report" -> report(request);
      default -> refuse(request, 404, "there are PUT /snapshot and GET /report?after=N");
    }
  }

  private void put(HttpServerRequest request) {
    var body = Buffer.buffer();
    request.handler(
        chunk -> {
          body.appendBuffer(chunk);
          if (body.length() > SnapshotReader.MAX_BYTES) {
            request.handler(null);
            refuse(request, 413, "more than " + SnapshotReader.MAX_BYTES + " bytes");
          }
        });
    request.endHandler(
        end -> {
          if (!request.response().ended()) {
            // One after the other, in the order they came.
            vertx
                .executeBlocking(() -> intake.submit(body.getBytes(), "the operator"), true)
                .onSuccess(submission -> answer(request.response(), submission))
                .onFailure(
                    failure -> {
                      log.error("could not take a snapshot in", failure);
                      refuse(request, 500, "see this proxy's log");
                    });
          }
        });
  }

  private static void answer(HttpServerResponse response, Submission submission) {
    int status =
        switch (submission) {
          case Submission.Accepted accepted -> 200;
          case Submission.Outdated outdated -> 409;
          case Submission.Refused refused -> 422;
        };
    json(response.setStatusCode(status), submission.acknowledgement());
  }

  private void report(HttpServerRequest request) {
    var after = request.getParam("after", "0");
    if (!after.matches("\\d{1,18}")) {
      refuse(request, 400, "after is the version of the last report you saw");
      return;
    }
    reporter
        .after(Long.parseLong(after), REPORT_WAIT)
        .onSuccess(report -> json(request.response(), report));
  }

  /** Says no and closes: who sent more than we want to read must not be waited for. */
  private static void refuse(HttpServerRequest request, int status, String message) {
    json(
        request.response().setStatusCode(status).putHeader("connection", "close"),
        Map.of("error", message));
  }

  private static void json(HttpServerResponse response, Object value) {
    if (response.closed() || response.ended()) {
      return;
    }
    try {
      response
          .putHeader("content-type", "application/json")
          .end(Buffer.buffer(JSON.writeValueAsBytes(value)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the contract's records are JSON", e);
    }
  }
}
