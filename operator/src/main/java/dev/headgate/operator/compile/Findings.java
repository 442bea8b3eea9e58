package dev.headgate.operator.compile;

import dev.headgate.contract.Refusal;
import dev.headgate.crds.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is found out about one object while it is compiled; becomes its {@link Verdict}. */
final class Findings {
  private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::reason);

  private final Resource<?> object;
  private final List<Finding> refusals = new ArrayList<>();
  private final List<Finding> unresolved = new ArrayList<>();
  private final List<Finding> unable = new ArrayList<>();
  private final List<Finding> remarks = new ArrayList<>();
  private final TreeSet<String> unsupported = new TreeSet<>();
  private final List<Expiry> expiries = new ArrayList<>();
  private final List<String> unreadableExpiries = new ArrayList<>();

  Findings(Resource<?> object) {
    this.object = object;
  }

  /** {@code Accepted=False}: the object must not be used. */
  void refuse(String path, Reason reason, String message) {
    refusals.add(new Finding(path, reason, message));
  }

  /** {@code ResolvedRefs=False}: what depends on that reference does not work, the rest does. */
  void unresolved(String path, Reason reason, String message) {
    unresolved.add(new Finding(path, reason, message));
  }

  /** It is right and can still do nothing. */
  void unable(String path, Reason reason, String message) {
    unable.add(new Finding(path, reason, message));
  }

  /** Worth knowing; decides no condition. */
  void remark(String path, Reason reason, String message) {
    remarks.add(new Finding(path, reason, message));
  }

  /** An inert field in use. */
  void unsupported(String path) {
    unsupported.add(path);
  }

  /** When a credential that it refers to ends. */
  void expires(Expiry expiry) {
    expiries.add(expiry);
  }

  /** Something should say when a credential ends and cannot be read. */
  void expiryUnreadable(String path, Reason reason, String message) {
    remark(path, reason, message);
    if (!unreadableExpiries.contains(message)) {
      unreadableExpiries.add(message);
    }
  }

  boolean accepted() {
    return refusals.isEmpty();
  }

  boolean resolved() {
    return unresolved.isEmpty();
  }

  /** For the snapshot, when the object must not serve. */
  @Nullable Refusal refusal() {
    var worst = worst(refusals);
    return worst == null
        ? null
        : new Refusal(worst.reason().name(), worst.path() + ": " + worst.message());
  }

  Verdict verdict(boolean carried, @Nullable Facts facts) {
    var problems = new ArrayList<Finding>();
    for (var list : List.of(refusals, unresolved, unable, remarks)) {
      problems.addAll(list.stream().sorted(WORST_FIRST).toList());
    }
    return new Verdict(
        object.key(),
        object.generation(),
        check(refusals),
        check(unresolved),
        check(unable),
        problems.stream().distinct().limit(Verdict.MAX_PROBLEMS).toList(),
        List.copyOf(unsupported),
        carried,
        facts,
        new Expiries(expiries, unreadableExpiries));
  }

  private static Check check(List<Finding> findings) {
    var worst = worst(findings);
    return worst == null ? Check.OK : Check.failed(worst);
  }

  /** Of equal reasons the first one found. */
  private static @Nullable Finding worst(List<Finding> findings) {
    return findings.stream().min(WORST_FIRST).orElse(null);
  }
}
