package dev.headgate.dataplane.snapshot.check;

import dev.headgate.contract.Acknowledgement.Problem;
import dev.headgate.contract.Backend;
import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.snapshot.SnapshotCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything the proxy relies on while it serves. The operator's compile leaves broken objects out,
 * so what is found here is a bug of the operator, another version of it, or a hand that edited a
 * file.
 */
public final class IntegrityCheck implements SnapshotCheck {
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  private final @Nullable String gateway;

  /**
   * @param gateway id of the only gateway whose snapshots are served; null for any
   */
  public IntegrityCheck(@Nullable String gateway) {
    this.gateway = gateway;
  }

  @Override
  public List<Problem> problems(Snapshot snapshot) {
    var problems = new ArrayList<Problem>();
    var findings = new Findings(problems, "");
    Completeness.check(snapshot, findings);
    // The rules below look into what the first pass found to be there.
    if (problems.isEmpty()) {
      envelope(snapshot, findings);
      objects(snapshot, findings);
    }
    return problems;
  }

  private void envelope(Snapshot snapshot, Findings findings) {
    findings.range("epoch", snapshot.epoch(), 1, Long.MAX_VALUE);
    findings.range("sequence", snapshot.sequence(), 1, Long.MAX_VALUE);
    findings
        .at("digest")
        .require(
            DIGEST.matcher(snapshot.digest()).matches(),
            "BadDigest",
            "not sha256: and 64 hex digits");
    var id = snapshot.gateway().id();
    findings
        .at("gateway.id")
        .require(
            gateway == null || gateway.equals(id),
            "OtherGateway",
            "this proxy serves " + gateway + ", not " + id);
  }

  private static void objects(Snapshot snapshot, Findings findings) {
    GatewayRules.check(snapshot.gateway(), findings.at("gateway"));
    var backends = snapshot.backends();
    findings.at("backends").unique(backends.stream().map(Backend::id).toList(), "backend");
    var byId = new HashMap<String, Backend>();
    for (int i = 0; i < backends.size(); i++) {
      byId.put(backends.get(i).id(), backends.get(i));
      BackendRules.check(backends.get(i), findings.at("backends", i));
    }
    var routes = snapshot.routes();
    findings.at("routes").unique(routes.stream().map(Route::id).toList(), "route");
    for (int i = 0; i < routes.size(); i++) {
      RouteRules.check(routes.get(i), byId, findings.at("routes", i));
    }
    var budgets = snapshot.budgets();
    findings.at("budgets").unique(budgets.stream().map(Budget::id).toList(), "budget");
    for (int i = 0; i < budgets.size(); i++) {
      BudgetRules.check(budgets.get(i), findings.at("budgets", i));
    }
    var consumers = snapshot.consumers();
    findings.at("consumers").unique(consumers.stream().map(Consumer::id).toList(), "consumer");
    for (int i = 0; i < consumers.size(); i++) {
      ConsumerRules.check(consumers.get(i), findings.at("consumers", i));
    }
  }
}
