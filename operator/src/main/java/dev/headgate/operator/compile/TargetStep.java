package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import dev.headgate.contract.TrafficClass;
import dev.headgate.crds.Reason;
import dev.headgate.crds.route.LlmRouteSpec;
import dev.headgate.crds.route.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a route's targets. One that is missing is left out and the others serve; one that the
 * route's own terms forbid refuses the route: what cannot work is refused at apply time.
 */
final class TargetStep {
  private static final int DEFAULT_WEIGHT = 100;
  private static final int DEFAULT_EQUAL_QUALITY_TOLERANCE = 5;

  private final Resource<LlmRouteSpec> object;
  private final LlmRouteSpec spec;
  private final Findings findings;
  private final List<Resolved> resolved = new ArrayList<>();

  TargetStep(Resource<LlmRouteSpec> object, LlmRouteSpec spec, Findings findings) {
    this.object = object;
    this.spec = spec;
    this.findings = findings;
  }

  /**
   * One target.
   *
   * @param path in the manifest
   * @param written there
   * @param backend what its backendRef means
   * @param dialect of the backend, refused ones too; null when the backend may not be known
   * @param deadlines of the backend
   * @param model null when the target must be left out
   * @param reason null when it is not left out
   */
  record Resolved(
      String path,
      Target written,
      NamespacedName backend,
      @Nullable Dialect dialect,
      Deadlines deadlines,
      Backend.@Nullable Model model,
      @Nullable Reason reason) {

    int tier() {
      return tierOf(written);
    }

    /** For a message. */
    String name() {
      return backend + "/" + written.model();
    }

    Resolved without(Reason why) {
      return new Resolved(path, written, backend, dialect, deadlines, null, why);
    }

    Facts.TargetState state() {
      return new Facts.TargetState(tier(), backend, written.model(), reason == null, reason);
    }

    Route.Target compiled(Deadlines settled) {
      return new Route.Target(
          tier(),
          backend.toString(),
          written.model(),
          written.weight() == null ? DEFAULT_WEIGHT : written.weight(),
          settled.firstTokenMs(),
          settled.answerMs());
    }
  }

  static int tierOf(Target target) {
    return target.tier() == null ? 1 : target.tier();
  }

  /** What a backendRef of this route means. */
  static NamespacedName backendOf(Resource<?> route, Target target) {
    var ref = target.backendRef();
    return new NamespacedName(
        ref.namespace() == null ? route.namespace() : ref.namespace(), ref.name());
  }

  /**
   * Every target in the manifest's order.
   *
   * @param backends those that exist and that this route may use; null for all others
   */
  List<Resolved> resolve(
      Function<NamespacedName, @Nullable CompiledBackend> backends, TrafficClass its) {
    for (int i = 0; i < spec.targets().size(); i++) {
      var path = "spec.targets[" + i + "]";
      var target = spec.targets().get(i);
      var name = backendOf(object, target);
      var backend = backends.apply(name);
      resolved.add(
          backend == null ? unknown(path, target, name) : known(path, target, name, backend));
    }
    if (its == TrafficClass.Critical) {
      keepEqualQuality();
    }
    if (resolved.stream().allMatch(t -> t.reason() != null)) {
      findings.unable(
          "spec.targets", Reason.NoTarget, "none of the targets can take a call; see each one's");
    }
    return resolved;
  }

  private Resolved unknown(String path, Target target, NamespacedName name) {
    boolean own = name.namespace().equals(object.namespace());
    var reason = own ? Reason.RefNotFound : Reason.RefNotPermitted;
    findings.unresolved(
        path + ".backendRef",
        reason,
        own
            ? "there is no ProviderBackend " + name
            : "ProviderBackend %s does not exist or does not allow routes of namespace %s"
                .formatted(name, object.namespace()));
    return new Resolved(path, target, name, null, Deadlines.NOTHING, null, reason);
  }

  private Resolved known(
      String path, Target target, NamespacedName name, CompiledBackend compiled) {
    var dialect = compiled.backend() == null ? null : compiled.backend().dialect();
    var model = compiled.compiled(target.model());
    var all = new Resolved(path, target, name, dialect, compiled.deadlines(), model, null);
    if (!compiled.findings().accepted() || compiled.backend() == null) {
      return leftOut(
          all, ".backendRef", Reason.ParentNotAccepted, "is refused; its status says why");
    }
    if (!compiled.findings().resolved()) {
      return leftOut(
          all, ".backendRef", Reason.NotResolved, "lacks something; its status says what");
    }
    if (model == null) {
      return leftOut(
          all, ".model", Reason.ModelNotFound, "has no model \"" + target.model() + "\"");
    }
    requireQuality(all, model);
    requireStrengths(all, compiled);
    return all;
  }

  private Resolved leftOut(Resolved target, String member, Reason reason, String what) {
    findings.unresolved(
        target.path() + member, reason, "ProviderBackend " + target.backend() + " " + what);
    return target.without(reason);
  }

  private void requireQuality(Resolved target, Backend.Model model) {
    var floor = spec.qualityFloor();
    if (floor != null && model.quality() < floor) {
      findings.refuse(
          target.path() + ".model",
          Reason.QualityFloorUnmet,
          "%s has quality %d, below the route's qualityFloor of %d"
              .formatted(target.name(), model.quality(), floor));
    }
  }

  private void requireStrengths(Resolved target, CompiledBackend backend) {
    var missing = new TreeSet<>(spec.requiredStrengths());
    missing.removeAll(backend.strengths(target.written().model()));
    if (!missing.isEmpty()) {
      findings.refuse(
          target.path() + ".model",
          Reason.CapabilityMissing,
          target.name() + " lacks the route's requiredStrengths " + missing);
    }
  }

  /**
   * Critical traffic falls back to equal quality only (kinds.md): a later tier's target further
   * below the first tier's best than the tolerance is never called, and so left out.
   */
  private void keepEqualQuality() {
    int first = resolved.stream().mapToInt(Resolved::tier).min().orElse(1);
    int best = -1;
    for (var target : resolved) {
      if (target.model() != null && target.tier() == first) {
        best = Math.max(best, target.model().quality());
      }
    }
    int tolerance =
        spec.equalQualityTolerance() == null
            ? DEFAULT_EQUAL_QUALITY_TOLERANCE
            : spec.equalQualityTolerance();
    for (int i = 0; i < resolved.size(); i++) {
      var target = resolved.get(i);
      var model = target.model();
      if (model != null && target.tier() != first && model.quality() < best - tolerance) {
        findings.remark(
            target.path() + ".model",
            Reason.QualityFloorUnmet,
            ("Critical traffic falls back to equal quality only: %s has %d, tier %d has %d;"
                    + " raise equalQualityTolerance to use it")
                .formatted(target.name(), model.quality(), first, best));
        resolved.set(i, target.without(Reason.QualityFloorUnmet));
      }
    }
  }
}
