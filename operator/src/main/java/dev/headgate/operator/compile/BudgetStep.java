package dev.headgate.operator.compile;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumers;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.TrafficClass;
import dev.headgate.crds.Reason;
import dev.headgate.crds.budget.Limit;
import dev.headgate.crds.budget.Threshold;
import dev.headgate.crds.budget.TokenBudgetSpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles a limit on money or tokens. */
final class BudgetStep {
  private static final List<Integer> DEFAULT_THRESHOLDS = List.of(70, 80, 95);
  private static final Budget.Selector EVERY_CALL =
      new Budget.Selector(Consumers.ALL, List.of(), List.of(), List.of());

  private final Resource<TokenBudgetSpec> object;
  private final TokenBudgetSpec spec;
  private final Findings findings;
  private final Values values;

  BudgetStep(Resource<TokenBudgetSpec> object, TokenBudgetSpec spec, Findings findings) {
    this.object = object;
    this.spec = spec;
    this.findings = findings;
    this.values = new Values(findings);
  }

  /**
   * The budget; a refused one too, so that the calls it selects fail closed. What the step throws
   * refuses only this budget.
   *
   * @return null when not even its selector can be read
   */
  static @Nullable Budget isolated(
      Resource<TokenBudgetSpec> object,
      TokenBudgetSpec spec,
      Gateway gateway,
      Selection selection,
      Findings findings) {
    var step = new BudgetStep(object, spec, findings);
    var budget = Compiler.<Budget>isolated(findings, () -> step.compile(gateway, selection));
    return budget != null
        ? budget
        : Compiler.<Budget>isolated(findings, () -> step.refused(selection));
  }

  /** Only what it selects and why it is refused. */
  private Budget refused(Selection selection) {
    return new Budget(
        object.id(),
        findings.refusal(),
        selector(selection),
        Budget.Scope.Tenant,
        "UTC",
        List.of(),
        0,
        List.of(),
        null);
  }

  private Budget compile(Gateway gateway, Selection selection) {
    requireStore(gateway);
    requireZone();
    var onStoreUnavailable =
        spec.onStoreUnavailable() == null
            ? null
            : Gateway.OnUnavailable.valueOf(spec.onStoreUnavailable().name());
    requireCap(onStoreUnavailable, gateway.redis());
    var selector = selector(selection);
    var limits = limits();
    if (spec.limits().isEmpty()) {
      findings.refuse("spec.limits", Reason.Invalid, "there is no limit");
    }
    var reserve = spec.emergencyReserve();
    return new Budget(
        object.id(),
        findings.refusal(),
        selector,
        Budget.Scope.valueOf(spec.scope().name()),
        spec.timezone(),
        limits,
        reserve == null ? 0 : reserve.percent(),
        spec.thresholds().isEmpty()
            ? DEFAULT_THRESHOLDS
            : spec.thresholds().stream().map(Threshold::percent).distinct().sorted().toList(),
        onStoreUnavailable);
  }

  private void requireStore(Gateway gateway) {
    if (gateway.redis() == null) {
      findings.refuse(
          "spec.gatewayRef",
          Reason.RedisRequired,
          "budgets are counted in Redis, and LlmGateway " + gateway.id() + " has no spec.redis");
    }
  }

  private void requireZone() {
    try {
      ZoneId.of(spec.timezone());
    } catch (DateTimeException e) {
      findings.refuse(
          "spec.timezone",
          Reason.Invalid,
          "\"%s\" is no IANA time zone such as Europe/Berlin".formatted(spec.timezone()));
    }
  }

  private void requireCap(Gateway.@Nullable OnUnavailable own, Gateway.@Nullable Redis redis) {
    if (own == Gateway.OnUnavailable.FailOpen && redis != null && redis.failOpenCapNanos() == 0) {
      findings.refuse(
          "spec.onStoreUnavailable",
          Reason.Invalid,
          "FailOpen needs the gateway's spec.redis.failOpenCap, or nothing would bound the spend");
    }
  }

  private Budget.Selector selector(Selection selection) {
    var given = spec.selector();
    return given == null
        ? EVERY_CALL
        : new Budget.Selector(
            selection.consumers(object, "spec.selector.consumers", given.consumers(), findings),
            selection.routes(object, "spec.selector.routes", given.routes(), findings),
            given.models(),
            given.classes().stream().map(c -> TrafficClass.valueOf(c.name())).toList());
  }

  private List<Budget.Limit> limits() {
    var limits = new ArrayList<Budget.Limit>();
    for (int i = 0; i < spec.limits().size(); i++) {
      var limit = limit("spec.limits[" + i + "]", spec.limits().get(i));
      if (limit != null) {
        limits.add(limit);
      }
    }
    return limits;
  }

  /** Null for a window that is not built: then the budget is refused and counts nothing. */
  private Budget.@Nullable Limit limit(String path, Limit limit) {
    var window =
        switch (limit.window()) {
          case Request -> Budget.Window.Request;
          case Hour -> Budget.Window.Hour;
          case Day -> Budget.Window.Day;
          case Month -> Budget.Window.Month;
          case Session, Week, Rolling, Prepaid -> null;
        };
    if (window == null) {
      return null;
    }
    int startsOnDay = limit.startsOnDay() == null ? 1 : limit.startsOnDay();
    if (limit.amount() != null && limit.currency() != null) {
      return new Budget.Limit(
          limit.name(),
          window,
          Budget.Unit.Money,
          values.nanos(path + ".amount", limit.amount()),
          limit.currency(),
          startsOnDay);
    }
    if (limit.tokens() == null) {
      findings.refuse(
          path, Reason.Invalid, "a limit has an amount with a currency, or a number of tokens");
      return null;
    }
    var unit =
        limit.count() == null
            ? Budget.Unit.TotalTokens
            : switch (limit.count()) {
              case Total -> Budget.Unit.TotalTokens;
              case Input -> Budget.Unit.InputTokens;
              case Output -> Budget.Unit.OutputTokens;
            };
    return new Budget.Limit(limit.name(), window, unit, limit.tokens(), null, startsOnDay);
  }
}
