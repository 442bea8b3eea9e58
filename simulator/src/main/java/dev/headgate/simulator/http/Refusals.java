package dev.headgate.simulator.http;

import dev.headgate.simulator.count.Counters.Ending;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.script.Fault;
import dev.headgate.simulator.script.Profile;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** Sends errors instead of answers. */
final class Refusals {
  private Refusals() {}

  /** The error that a fault or the profile makes of a valid request; null when none. */
  static @Nullable Problem scripted(Fault fault, Dialect dialect, Prompt prompt, Profile profile) {
    Integer window = profile.contextWindow();
    boolean tooLong = window != null && prompt.inputTokens() > window;
    return tooLong && !fault.quotaExhausted() && !fault.contextTooLong()
        ? coded(fault, dialect.problem(Problem.Cause.CONTEXT, String.valueOf(window)))
        : scripted(fault, dialect);
  }

  /** The error that a fault makes of a valid request; null when none. */
  static @Nullable Problem scripted(Fault fault, Dialect dialect) {
    if (fault.quotaExhausted()) {
      return coded(fault, dialect.problem(Problem.Cause.QUOTA, ""));
    }
    if (fault.contextTooLong()) {
      return coded(fault, dialect.problem(Problem.Cause.CONTEXT, "16"));
    }
    Problem filtered = fault.contentFilter() ? dialect.filtered() : null;
    if (filtered != null) {
      return coded(fault, filtered);
    }
    return fault.status() != null && fault.status() >= 300
        ? coded(fault, Problem.of(fault.status(), "Scripted by a fault."))
        : null;
  }

  private static Problem coded(Fault fault, Problem problem) {
    return new Problem(
        fault.status() == null ? problem.status() : fault.status(),
        problem.cause(),
        fault.errorCode() == null ? problem.code() : fault.errorCode(),
        problem.param(),
        problem.message());
  }

  /** Headers that a fault adds to whatever is answered. */
  static void headers(Call call) {
    Fault fault = call.fault();
    var response = call.response();
    response.putHeader("x-request-id", "req_sim%016x".formatted(call.number()));
    if (fault.retryAfter() != null) {
      response.putHeader("retry-after", fault.retryAfter());
    }
    if (fault.rateLimitHeaders()) {
      call.dialect().exhaustedHeaders().forEach(response::putHeader);
    }
    if (fault.headers() != null) {
      fault.headers().forEach(response::putHeader);
    }
  }

  static void send(Call call, Problem problem) {
    headers(call);
    call.count().answered(problem.status());
    call.count().ended(Ending.ANSWERED);
    var response =
        call.response()
            .setStatusCode(problem.status())
            .putHeader("content-type", "application/json");
    call.dialect().errorHeaders(problem).forEach(response::putHeader);
    String body = call.dialect().error(problem);
    if (call.fault().emptyBody()) {
      response.end();
    } else if (call.fault().malformed()) {
      response.end(body.substring(0, body.length() / 2));
    } else {
      response.end(body);
    }
  }

  static void sendLater(Vertx vertx, Call call, Problem problem, int delayMs) {
    long timer =
        vertx.setTimer(
            Math.max(1, delayMs),
            fired -> {
              call.response().closeHandler(null);
              send(call, problem);
            });
    call.response()
        .closeHandler(
            closed -> {
              if (vertx.cancelTimer(timer)) {
                call.count().ended(Ending.ABANDONED);
              }
            });
  }
}
