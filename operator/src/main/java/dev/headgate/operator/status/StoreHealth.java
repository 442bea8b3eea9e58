package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.crds.gateway.RedisHealth;
import dev.headgate.crds.gateway.RedisState;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How Redis looks from the proxies together. */
final class StoreHealth {
  private static final int MAX_WARNINGS = 8;

  private StoreHealth() {}

  /**
   * Unavailable when any proxy cannot reach it: that proxy's callers feel it.
   *
   * @param configured whether the gateway has one
   * @return null when it has none
   */
  static @Nullable RedisHealth of(boolean configured, List<Report> reports) {
    if (!configured) {
      return null;
    }
    List<Report.Redis> seen = reports.stream().map(Report::redis).filter(Objects::nonNull).toList();
    RedisState state =
        seen.isEmpty()
            ? RedisState.Unknown
            : seen.stream().anyMatch(r -> r.state() == Report.RedisState.Unavailable)
                ? RedisState.Unavailable
                : RedisState.Connected;
    List<String> warnings =
        seen.stream()
            .flatMap(redis -> redis.warnings().stream())
            .distinct()
            .sorted()
            .limit(MAX_WARNINGS)
            .toList();
    return new RedisHealth(state, warnings);
  }
}
