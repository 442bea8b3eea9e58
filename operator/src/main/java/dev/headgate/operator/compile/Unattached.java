package dev.headgate.operator.compile;

import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.Reason;
import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Judges objects that belong to no gateway, as far as they can be judged alone. */
final class Unattached {
  private final WorldView world;
  private final Attachment attachment;
  private final Map<ObjectKey, Verdict> verdicts = new TreeMap<>();

  private final Map<NamespacedName, Resource<ProviderBackendSpec>> backends = new HashMap<>();

  Unattached(WorldView world) {
    this.world = world;
    world.backends().forEach(b -> backends.put(Attachment.nameOf(b), b));
    this.attachment = new Attachment(world);
  }

  Map<ObjectKey, Verdict> verdicts() {
    for (var route : world.routes()) {
      if (attachment.ofRoute(route) == null) {
        orphan(route, route.spec() == null ? null : route.spec().gatewayRef());
      }
    }
    for (var budget : world.budgets()) {
      if (attachment.ofBudget(budget) == null) {
        orphan(budget, budget.spec() == null ? null : budget.spec().gatewayRef());
      }
    }
    for (var consumer : world.consumers()) {
      if (attachment.ofConsumer(consumer) == null) {
        orphan(consumer, consumer.spec() == null ? null : consumer.spec().gatewayRef());
      }
    }
    judgeUnused();
    return verdicts;
  }

  /** The verdict of an object whose gateway is not there or does not take it. */
  private void orphan(Resource<?> object, @Nullable NamespacedRef ref) {
    var findings = new Findings(object);
    Compiler.requireSpec(object, findings);
    if (ref != null) {
      var name = Attachment.target(object, ref);
      boolean own = name.namespace().equals(object.namespace());
      findings.unresolved(
          "spec.gatewayRef",
          own ? Reason.RefNotFound : Reason.RefNotPermitted,
          own
              ? "there is no LlmGateway " + name
              : "LlmGateway %s does not exist or does not allow objects of namespace %s"
                  .formatted(name, object.namespace()));
    }
    verdicts.put(object.key(), findings.verdict(false, null));
  }

  private void judgeUnused() {
    var usedBackends = new HashSet<NamespacedName>();
    var usedFirewalls = new HashSet<NamespacedName>();
    var attachedRoutes = new HashSet<String>();
    var allRoutes = new HashSet<String>();
    for (var route : world.routes()) {
      allRoutes.add(route.id());
      var spec = route.spec();
      if (spec != null && attachment.ofRoute(route) != null) {
        attachedRoutes.add(route.id());
        addUsed(route, spec, usedBackends);
        if (spec.firewallRef() != null) {
          usedFirewalls.add(new NamespacedName(route.namespace(), spec.firewallRef().name()));
        }
      }
    }
    var secrets = new Secrets(world.secrets());
    for (var backend : world.backends()) {
      if (!usedBackends.contains(Attachment.nameOf(backend))) {
        var findings = new Findings(backend);
        BackendStep.isolated(backend, secrets, new Prices(world.now()), findings);
        verdicts.put(backend.key(), findings.verdict(false, null));
      }
    }
    for (var firewall : world.firewalls()) {
      if (!usedFirewalls.contains(Attachment.nameOf(firewall))) {
        verdicts.put(firewall.key(), judgeAlone(firewall));
      }
    }
    for (var drill : world.drills()) {
      var route = Attachment.routeOf(drill);
      if (route == null || !attachedRoutes.contains(route)) {
        var findings = new Findings(drill);
        Compiler.requireSpec(drill, findings);
        if (route != null) {
          findings.unresolved(
              "spec.routeRef",
              Reason.RefNotFound,
              allRoutes.contains(route)
                  ? "LlmRoute " + route + " belongs to no gateway"
                  : "there is no LlmRoute " + route);
        }
        verdicts.put(drill.key(), findings.verdict(false, null));
      }
    }
  }

  private void addUsed(Resource<LlmRouteSpec> route, LlmRouteSpec spec, Set<NamespacedName> used) {
    for (var target : spec.targets()) {
      if (target.backendRef() == null) {
        continue; // an old stored object; its own verdict says so
      }
      var name = TargetStep.backendOf(route, target);
      var backend = backends.get(name);
      if (backend != null && BackendSet.mayUse(attachment.permissions(), route, backend)) {
        used.add(name);
      }
    }
  }

  /** The verdict of an object that refers to nothing and that no snapshot carries. */
  static Verdict judgeAlone(Resource<?> object) {
    var findings = new Findings(object);
    Compiler.requireSpec(object, findings);
    return findings.verdict(false, null);
  }
}
