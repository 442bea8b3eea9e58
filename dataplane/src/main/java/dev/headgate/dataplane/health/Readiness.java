package dev.headgate.dataplane.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headgate.contract.Report;
import org.jspecify.annotations.Nullable;

/**
 * Whether calls should come here: once a snapshot is applied, until draining begins.
 *
 * @param ready the answer
 * @param reason why not; null when ready
 * @param digest of the applied snapshot; null when none is
 * @param redis told, but it never decides: an outage of Redis must not empty the Service; null when
 *     the gateway has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Readiness(
    boolean ready, @Nullable String reason, @Nullable String digest, Report.@Nullable Redis redis) {

  static Readiness of(Report report) {
    var reason = report.digest() == null ? "no snapshot was applied yet" : null;
    if (report.draining()) {
      reason = "draining: about to stop, running calls finish";
    }
    return new Readiness(reason == null, reason, report.digest(), report.redis());
  }
}
