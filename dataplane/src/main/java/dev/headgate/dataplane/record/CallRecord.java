package dev.headgate.dataplane.record;

import dev.headgate.contract.FailureClass;
import dev.headgate.dataplane.metrics.CallKind;
import dev.headgate.dataplane.route.Candidate;
import dev.headgate.dataplane.terms.Usage;
import org.jspecify.annotations.Nullable;

/**
 * One call to a provider.
 *
 * @param candidate where to
 * @param kind why it was made
 * @param failure null when it was answered
 * @param status of the provider's answer; 0 when there was none
 * @param label what a failure is called by the provider or by us; empty when it was answered
 * @param usage as the provider said; null when it did not
 * @param costNanos what was paid for it, 10⁻⁹ of the model's currency
 * @param durationNanos from sending to its end; 0 when nothing was sent
 * @param firstTokenNanos from sending to the first event of a stream; null without one
 */
public record CallRecord(
    Candidate candidate,
    CallKind kind,
    @Nullable FailureClass failure,
    int status,
    String label,
    @Nullable Usage usage,
    long costNanos,
    long durationNanos,
    @Nullable Long firstTokenNanos) {

  /** For logs: {@code backend/model Transient 503 label}. */
  String describe() {
    var target = candidate.key().label();
    return failure == null
        ? target + " ok"
        : target + " " + failure + (status == 0 ? "" : " " + status) + " " + label;
  }
}
