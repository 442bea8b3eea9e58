package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Report;
import dev.headgate.contract.Snapshot;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which credentials providers refuse, with 401 or 403 (resilience.md, Classes). A refusal stands
 * until a call proves the opposite or the snapshot brings another credential. Safe from any thread.
 */
public final class Credentials {
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  /** One model's refusal: a 403 may be about this model only. */
  private record Refusal(long sinceMs, int status, String label) {}

  private record Target(String backend, String model) {}

  private final InstantSource clock;
  private final Runnable changed;
  private final Map<Target, Refusal> refusals = new HashMap<>();
  private volatile boolean any;
  private Map<String, Backend> backends = Map.of();

  /**
   * Nothing is refused.
   *
   * @param changed called when {@link #rejected} says something else; must not block
   */
  public Credentials(InstantSource clock, Runnable changed) {
    this.clock = clock;
    this.changed = changed;
  }

  /** Follows a snapshot: what was refused of another credential or a backend gone is forgotten. */
  public synchronized void apply(Snapshot snapshot) {
    var next = new HashMap<String, Backend>();
    snapshot.backends().forEach(backend -> next.put(backend.id(), backend));
    var before = backends;
    backends = next;
    forget(
        target -> {
          var then = before.get(target.backend());
          var now = next.get(target.backend());
          return now == null || then == null || !sameCredential(then, now);
        });
  }

  /**
   * A call failed.
   *
   * @param backend as the call knew it: a call that is answered after the credential has changed
   *     says nothing about the new one
   * @param model its model
   */
  public synchronized void failed(Backend backend, String model, AttemptFailure failure) {
    var now = backends.get(backend.id());
    boolean refused = failure.status() == UNAUTHORIZED || failure.status() == FORBIDDEN;
    if (!refused || now == null || !sameCredential(backend, now)) {
      return;
    }
    var refusal = new Refusal(clock.millis(), failure.status(), failure.label());
    if (refusals.putIfAbsent(new Target(backend.id(), model), refusal) == null) {
      any = true;
      changed.run();
    }
  }

  /** A call was answered. It ends every 401 of the backend, and the 403 of this model. */
  public void succeeded(Backend backend, String model) {
    // Asked on every call, so not under a lock while all is well.
    if (any) {
      heal(backend, model);
    }
  }

  private synchronized void heal(Backend backend, String model) {
    var now = backends.get(backend.id());
    if (now == null || !sameCredential(backend, now)) {
      return;
    }
    forget(
        target -> {
          var refusal = refusals.get(target);
          return target.backend().equals(backend.id())
              && (target.model().equals(model)
                  || (refusal != null && refusal.status() == UNAUTHORIZED));
        });
  }

  /** For each backend whose credential is refused, the oldest refusal; by backend. */
  public synchronized List<Report.Credential> rejected() {
    var oldest = new HashMap<String, Report.Credential>();
    refusals.forEach(
        (target, refusal) ->
            oldest.merge(
                target.backend(),
                new Report.Credential(
                    target.backend(), refusal.sinceMs(), refusal.status(), refusal.label()),
                (one, other) -> one.sinceMs() <= other.sinceMs() ? one : other));
    return oldest.values().stream()
        .sorted(Comparator.comparing(Report.Credential::backend))
        .toList();
  }

  private void forget(Predicate<Target> gone) {
    if (refusals.keySet().removeIf(gone)) {
      any = !refusals.isEmpty();
      changed.run();
    }
  }

  private static boolean sameCredential(Backend one, Backend other) {
    return Objects.equals(one.credential(), other.credential())
        && Objects.equals(one.awsKeys(), other.awsKeys())
        && Objects.equals(one.googleAccount(), other.googleAccount());
  }
}
