package dev.headgate.dataplane.http;

import dev.headgate.dataplane.terms.TargetKey;
import dev.headgate.dataplane.upstream.AttemptFailure;

/**
 * One call of an exchange that failed, as errors and headers tell it.
 *
 * @param target where to
 * @param failure what of
 */
record AttemptNote(TargetKey target, AttemptFailure failure) {

  String describe() {
    var label = failure.label();
    boolean known = failure.status() == 0 || label.startsWith("status ");
    var answer = known ? label : failure.status() + " " + label;
    return target.label() + ": " + failure.failure() + " (" + answer + ")";
  }
}
