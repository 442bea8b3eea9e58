package dev.headgate.dataplane.record;

import dev.headgate.contract.Backend.Pricing;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.metrics.CallKind;
import dev.headgate.dataplane.metrics.ModelCall;
import dev.headgate.dataplane.metrics.ProxyMetrics;
import dev.headgate.dataplane.metrics.Stage;
import dev.headgate.dataplane.route.Skipped;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Turns ended exchanges into metrics, and those that went wrong into one line of log each.
 *
 * @param metrics of the proxy
 */
public record Recorder(ProxyMetrics metrics) {
  private static final Logger LOG = LoggerFactory.getLogger("dev.headgate.exchange");

  /** Outcomes that a caller can do nothing about. */
  private static final Set<String> OURS_TO_MEND =
      Set.of(
          "providers_exhausted",
          "budget_store_unavailable",
          "deadline_exceeded",
          "no_target",
          "not_programmed",
          "overloaded",
          "internal_error");

  /** Takes an exchange that is over. */
  public void record(ExchangeRecord exchange) {
    var route = exchange.route();
    var consumer = exchange.consumer();
    metrics.requestEnded(
        route == null ? ProxyMetrics.NO_ROUTE : route.id(),
        route == null ? null : route.trafficClass(),
        consumer == null ? null : consumer.tier(),
        exchange.outcome());
    if (exchange.requestNanos() > 0) {
      metrics.overhead(Stage.REQUEST, exchange.requestNanos());
      metrics.overhead(Stage.TOTAL, exchange.overheadNanos());
    }
    if (route != null && consumer != null) {
      calls(exchange, route, consumer.tenant());
    }
    log(exchange);
  }

  private void calls(ExchangeRecord exchange, Route route, String tenant) {
    CallRecord before = null;
    for (var call : exchange.calls()) {
      var key = call.candidate().key();
      metrics.attemptEnded(route.id(), key, call.kind(), call.failure());
      var pricing = call.candidate().model().pricing();
      if (pricing != null && call.costNanos() > 0) {
        metrics.spent(tenant, route.id(), key, call.kind(), pricing.currency(), call.costNanos());
      }
      if (call.failure() == null) {
        metrics.modelCalled(
            new ModelCall(
                exchange.operation(),
                key,
                call.usage(),
                call.durationNanos(),
                call.firstTokenNanos()));
      }
      if (call.kind() == CallKind.FAILOVER && before != null && before.failure() != null) {
        metrics.failedOver(route.id(), before.candidate().key(), key, before.failure());
        dearer(exchange, route, call, pricing);
      }
      before = call;
    }
  }

  /** What an answer cost more than the first target would have taken for the same tokens. */
  private void dearer(
      ExchangeRecord exchange, Route route, CallRecord call, @Nullable Pricing pricing) {
    var first = exchange.calls().getFirst().candidate();
    var planned = first.model().pricing();
    if (call.usage() == null
        || pricing == null
        || planned == null
        || !planned.currency().equals(pricing.currency())) {
      return;
    }
    metrics.failoverCost(
        route.id(),
        first.key(),
        call.candidate().key(),
        pricing.currency(),
        call.costNanos() - PlannedPrice.nanos(planned, call.usage()));
  }

  private static void log(ExchangeRecord exchange) {
    boolean well = exchange.outcome().equals(ProxyMetrics.OK);
    if (well && exchange.calls().size() < 2) {
      return;
    }
    var consumer = exchange.consumer();
    LOG.atLevel(concernsAnOperator(exchange) ? Level.WARN : Level.INFO)
        .log(
            "request={} outcome={} route={} consumer={} durationMs={} calls=[{}] skipped=[{}]",
            exchange.id(),
            exchange.outcome(),
            exchange.route() == null ? "none" : exchange.route().id(),
            consumer == null ? "unknown" : consumer.id(),
            TimeUnit.NANOSECONDS.toMillis(exchange.durationNanos()),
            exchange.calls().stream().map(CallRecord::describe).collect(Collectors.joining("; ")),
            exchange.skipped().stream().map(Recorder::skipped).collect(Collectors.joining("; ")));
  }

  /** A failover that saved the call is a warning too: the next provider may fail as well. */
  private static boolean concernsAnOperator(ExchangeRecord exchange) {
    return OURS_TO_MEND.contains(exchange.outcome())
        || exchange.calls().stream().anyMatch(call -> call.kind() == CallKind.FAILOVER);
  }

  private static String skipped(Skipped skipped) {
    return skipped.target().label() + " " + skipped.reason().name();
  }
}
