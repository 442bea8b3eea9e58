package dev.headgate.operator.compile;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Gateway;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent unrecorded while Redis is away: proxies × tenants × failOpenCap.
 *
 * @param spec of the gateway
 * @param gateway the same, compiled
 * @param budgets accepted ones
 * @param consumers accepted ones
 */
record Overspend(
    LlmGatewaySpec spec, Gateway gateway, List<Budget> budgets, List<Consumer> consumers) {
  private static final int DEFAULT_REPLICAS = 2;

  /** Such as {@code 30.00 USD}; null when every budget fails closed. */
  @Nullable String worstCase() {
    var redis = gateway.redis();
    if (redis == null || budgets.stream().noneMatch(b -> failsOpen(b, redis))) {
      return null;
    }
    long tenants = consumers.stream().map(Consumer::tenant).distinct().count();
    return BigDecimal.valueOf(redis.failOpenCapNanos(), 9)
            .multiply(BigDecimal.valueOf(tenants * proxies()))
            .stripTrailingZeros()
            .setScale(2, RoundingMode.UP)
            .toPlainString()
        + " "
        + gateway.reportingCurrency();
  }

  private static boolean failsOpen(Budget budget, Gateway.Redis redis) {
    var its = budget.onStoreUnavailable();
    return (its == null ? redis.onUnavailable() : its) == Gateway.OnUnavailable.FailOpen;
  }

  private int proxies() {
    if (spec.autoscaling() != null) {
      return spec.autoscaling().maxReplicas();
    }
    return spec.replicas() == null ? DEFAULT_REPLICAS : spec.replicas();
  }
}
