package dev.headgate.operator.status;

import dev.headgate.crds.ConditionStatus;
import dev.headgate.crds.Reason;
import dev.headgate.operator.compile.Check;
import java.util.List;

/**
 * What one condition is to say.
 *
 * @param status whether it holds
 * @param reason CamelCase
 * @param message for a person, never empty
 */
record Judgement(ConditionStatus status, String reason, String message) {
  private static final int LONGEST = 1000;

  Judgement {
    message = message.length() > LONGEST ? message.substring(0, LONGEST) + "…" : message;
  }

  static Judgement yes(Reason reason, String message) {
    return new Judgement(ConditionStatus.True, reason.name(), message);
  }

  static Judgement no(Reason reason, String message) {
    return new Judgement(ConditionStatus.False, reason.name(), message);
  }

  static Judgement unknown(Reason reason, String message) {
    return new Judgement(ConditionStatus.Unknown, reason.name(), message);
  }

  /** Compile's word, with what to say when nothing is wrong. */
  static Judgement of(Check check, Reason good, String goodMessage) {
    var reason = check.reason();
    return check.ok() || reason == null
        ? yes(good, goodMessage)
        : new Judgement(ConditionStatus.False, reason.name(), check.message());
  }

  /** The first that does not hold, else the first that cannot be known, else the first. */
  static Judgement worst(List<Judgement> judgements) {
    return judgements.stream()
        .filter(Judgement::fails)
        .findFirst()
        .or(() -> judgements.stream().filter(f -> !f.holds()).findFirst())
        .orElseGet(judgements::getFirst);
  }

  /** A refusal that only an edit heals. */
  static Judgement stalled(Judgement refusal) {
    return new Judgement(ConditionStatus.True, refusal.reason(), refusal.message());
  }

  boolean holds() {
    return status == ConditionStatus.True;
  }

  boolean fails() {
    return status == ConditionStatus.False;
  }
}
