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
    var answer = failure.status() == 0 ? failure.label() : failure.status() + " " + failure.label();
    return target.label() + ": " + failure.failure() + " (" + answer + ")";
  }
}
