package dev.headgate.operator.status;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionStatus;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.Reason;
import dev.headgate.crds.backend.BackendGateway;
import dev.headgate.crds.backend.CircuitState;
import dev.headgate.crds.backend.CircuitStatus;
import dev.headgate.crds.backend.ProviderBackendStatus;
import dev.headgate.crds.budget.LimitStatus;
import dev.headgate.crds.budget.TokenBudgetStatus;
import dev.headgate.crds.gateway.LlmGatewayStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened to an object between two of its statuses. */
public final class Notices {
  private Notices() {}

  /** In the order a person would tell it; empty when nothing is worth telling. */
  public static List<Notice> between(@Nullable KindStatus before, KindStatus after) {
    List<Notice> notices = new ArrayList<>();
    accepted(before, after, notices);
    programmed(before, after, notices);
    expiring(before, after, notices);
    if (after instanceof ProviderBackendStatus backend) {
      credential(before, after, notices);
      circuits(before instanceof ProviderBackendStatus b ? b : null, backend, notices);
    }
    if (after instanceof TokenBudgetStatus budget) {
      thresholds(before instanceof TokenBudgetStatus b ? b : null, budget, notices);
    }
    return notices;
  }

  private static void accepted(
      @Nullable KindStatus before, KindStatus after, List<Notice> notices) {
    Condition from = condition(before, ConditionType.Accepted);
    Condition to = condition(after, ConditionType.Accepted);
    if (to != null && is(to, ConditionStatus.False) && !is(from, ConditionStatus.False)) {
      notices.add(new Notice(true, "ConfigRejected", to.reason() + ": " + to.message()));
    } else if (to != null && is(to, ConditionStatus.True) && is(from, ConditionStatus.False)) {
      notices.add(new Notice(false, "ConfigAccepted", to.message()));
    }
  }

  /**
   * That no proxy is ready concerns every object alike: the gateway says it once, not a thousand
   * routes.
   */
  private static void programmed(
      @Nullable KindStatus before, KindStatus after, List<Notice> notices) {
    Condition from = condition(before, ConditionType.Programmed);
    Condition to = condition(after, ConditionType.Programmed);
    if (to == null || (!(after instanceof LlmGatewayStatus) && (dark(from) || dark(to)))) {
      return;
    }
    if (is(to, ConditionStatus.True) && !is(from, ConditionStatus.True)) {
      notices.add(new Notice(false, "Programmed", to.message()));
    } else if (is(to, ConditionStatus.False) && is(from, ConditionStatus.True)) {
      notices.add(new Notice(true, "NotProgrammed", to.reason() + ": " + to.message()));
    }
  }

  private static boolean dark(@Nullable Condition programmed) {
    return programmed != null && programmed.reason().equals(Reason.NoReadyProxy.name());
  }

  private static @Nullable Condition condition(@Nullable KindStatus status, ConditionType type) {
    return status == null ? null : status.condition(type).orElse(null);
  }

  private static boolean is(@Nullable Condition condition, ConditionStatus status) {
    return condition != null && condition.status().equals(status.name());
  }

  private static void credential(
      @Nullable KindStatus before, KindStatus after, List<Notice> notices) {
    Condition from = condition(before, ConditionType.Ready);
    Condition to = condition(after, ConditionType.Ready);
    if (to == null) {
      return;
    }
    if (rejected(to) && !rejected(from)) {
      notices.add(new Notice(true, "CredentialRejected", to.message()));
    } else if (rejected(from) && is(to, ConditionStatus.True)) {
      notices.add(
          new Notice(
              false, "CredentialAccepted", "The provider no longer refuses the credential."));
    }
  }

  /** That it is late is told, and that it is too late once more. */
  private static void expiring(
      @Nullable KindStatus before, KindStatus after, List<Notice> notices) {
    Condition from = condition(before, ConditionType.CredentialExpiring);
    Condition to = condition(after, ConditionType.CredentialExpiring);
    if (to != null
        && is(to, ConditionStatus.True)
        && (from == null || !to.reason().equals(from.reason()))) {
      notices.add(new Notice(true, "Credential" + to.reason(), to.message()));
    }
  }

  private static boolean rejected(@Nullable Condition ready) {
    return ready != null && ready.reason().equals(Reason.CredentialRejected.name());
  }

  private static void circuits(
      @Nullable ProviderBackendStatus before, ProviderBackendStatus after, List<Notice> notices) {
    Map<String, CircuitState> last = before == null ? Map.of() : states(before);
    for (BackendGateway gateway : after.gateways()) {
      for (CircuitStatus circuit : gateway.circuits()) {
        String id = id(gateway, circuit);
        CircuitState from = last.getOrDefault(id, CircuitState.Closed);
        if (circuit.state() == CircuitState.Open && from == CircuitState.Closed) {
          notices.add(
              new Notice(
                  true,
                  "CircuitOpened",
                  "%s: open on %d of %d proxies, %s"
                      .formatted(id, circuit.proxiesOpen(), circuit.proxies(), circuit.reason())));
        } else if (circuit.state() == CircuitState.Closed && from != CircuitState.Closed) {
          notices.add(new Notice(false, "CircuitClosed", id + ": takes calls again"));
        }
      }
    }
  }

  private static Map<String, CircuitState> states(ProviderBackendStatus status) {
    Map<String, CircuitState> states = new HashMap<>();
    for (BackendGateway gateway : status.gateways()) {
      for (CircuitStatus circuit : gateway.circuits()) {
        states.put(id(gateway, circuit), circuit.state());
      }
    }
    return states;
  }

  private static String id(BackendGateway gateway, CircuitStatus circuit) {
    return circuit.model() + " through gateway " + gateway.namespace() + "/" + gateway.name();
  }

  private static void thresholds(
      @Nullable TokenBudgetStatus before, TokenBudgetStatus after, List<Notice> notices) {
    for (LimitStatus limit : after.limits()) {
      int from =
          before == null
              ? 0
              : before.limits().stream()
                  .filter(l -> l.name().equals(limit.name()))
                  .findFirst()
                  .map(l -> l.threshold() == null ? 0 : l.threshold())
                  .orElse(0);
      int to = limit.threshold() == null ? 0 : limit.threshold();
      if (to > from) {
        notices.add(
            new Notice(
                true,
                "BudgetThresholdCrossed",
                "limit %s: a counter is beyond %d %%".formatted(limit.name(), to)));
      }
    }
  }
}
