package dev.headgate.operator.compile;

import dev.headgate.contract.Budget;
import dev.headgate.contract.Consumer;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.crds.budget.TokenBudgetSpec;
import dev.headgate.crds.consumer.LlmConsumerSpec;
import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run for one gateway; reads as the order in which its parts depend on each other. */
final class GatewayCompile {
  private final NamespacedName name;
  private final WorldView world;
  private final Resource<LlmGatewaySpec> object;
  private final LlmGatewaySpec spec;
  private final Attachment attachment;
  private final Secrets secrets;
  private final Prices prices;
  private final Map<ObjectKey, Verdict> verdicts = new TreeMap<>();
  private final Findings findings;

  private final List<Consumer> consumers = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();

  GatewayCompile(NamespacedName name, WorldView world) {
    this.name = name;
    this.world = world;
    this.attachment = new Attachment(world);
    var found = attachment.gateway(name);
    if (found == null || found.spec() == null) {
      throw new IllegalArgumentException("there is no LlmGateway " + name);
    }
    this.object = found;
    this.spec = found.spec();
    this.secrets = new Secrets(world.secrets());
    this.prices = new Prices(world.now());
    this.findings = new Findings(found);
  }

  Compilation run() {
    UnbuiltUse.report(object, findings);
    var gateway = new GatewayStep(object, spec, secrets, findings).compile();
    new Lifetimes(object, secrets, findings).of(spec);
    var modelDeadlines = ModelDeadlines.of(spec.defaults(), new Values(findings));

    var routeObjects = Attachment.members(world.routes(), name, attachment::ofRoute);
    var budgetObjects = Attachment.members(world.budgets(), name, attachment::ofBudget);
    var consumerObjects = Attachment.members(world.consumers(), name, attachment::ofConsumer);
    var selection = new Selection(ids(consumerObjects), ids(routeObjects));

    compileConsumers(consumerObjects, selection);
    compileBudgets(budgetObjects, gateway, selection);
    var backends =
        new BackendSet(world.backends(), attachment.permissions(), gateway, secrets, prices);
    var surroundings =
        new Surroundings(
            name,
            findings.accepted(),
            backends,
            byName(world.firewalls()),
            selection,
            modelDeadlines,
            new MoneyReach(accepted(budgets), spec.exchangeRates(), gateway.reportingCurrency()));
    compileRoutes(routeObjects, surroundings);
    judgeFirewalls(routeObjects);
    judgeDrills(routeObjects);
    var carried = backends.carriedBy(routes, this::put);
    judgeGateway(gateway, carried.size());

    var snapshot =
        new Snapshot(
            Snapshot.FORMAT_VERSION,
            Snapshot.FORMAT_VERSION,
            0,
            0,
            "",
            gateway,
            carried,
            routes.stream().sorted(Comparator.comparing(Route::id)).toList(),
            budgets.stream().sorted(Comparator.comparing(Budget::id)).toList(),
            consumers.stream().sorted(Comparator.comparing(Consumer::id)).toList());
    return new Compilation(SnapshotCodec.seal(snapshot), verdicts, validUntil());
  }

  /** When time alone changes what is to be said or done; null when it never will. */
  private @Nullable Instant validUntil() {
    return Stream.concat(
            Stream.ofNullable(prices.nextChange()),
            verdicts.values().stream()
                .flatMap(verdict -> verdict.expiries().nextTurn(world.now()).stream()))
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Set<String> ids(List<? extends Resource<?>> objects) {
    var ids = new HashSet<String>();
    objects.forEach(o -> ids.add(o.id()));
    return ids;
  }

  private void compileConsumers(List<Resource<LlmConsumerSpec>> objects, Selection selection) {
    var step = new ConsumerStep(secrets);
    for (var consumer : objects) {
      var its = new Findings(consumer);
      Compiler.requireSpec(consumer, its);
      var itsSpec = consumer.spec();
      var compiled =
          itsSpec == null
              ? null
              : Compiler.<Consumer>isolated(
                  its, () -> step.compile(consumer, itsSpec, selection, its));
      if (compiled != null) {
        consumers.add(compiled);
      }
      var keyIds =
          compiled == null || !its.accepted()
              ? List.<String>of()
              : compiled.keys().stream().map(Consumer.Key::id).distinct().toList();
      put(consumer, its.verdict(its.accepted() && compiled != null, new Facts.OfConsumer(keyIds)));
    }
  }

  private void compileBudgets(
      List<Resource<TokenBudgetSpec>> objects, Gateway gateway, Selection selection) {
    for (var budget : objects) {
      var its = new Findings(budget);
      Compiler.requireSpec(budget, its);
      var itsSpec = budget.spec();
      var compiled =
          itsSpec == null ? null : BudgetStep.isolated(budget, itsSpec, gateway, selection, its);
      if (compiled != null) {
        budgets.add(compiled);
      }
      put(budget, its.verdict(its.accepted(), null));
    }
  }

  private void compileRoutes(List<Resource<LlmRouteSpec>> objects, Surroundings surroundings) {
    for (var route : objects) {
      var its = new Findings(route);
      Compiler.requireSpec(route, its);
      var itsSpec = route.spec();
      var outcome = itsSpec == null ? null : RouteStep.isolated(route, itsSpec, surroundings, its);
      if (outcome != null) {
        routes.add(outcome.route());
      }
      put(route, its.verdict(its.accepted(), outcome == null ? null : outcome.facts()));
    }
  }

  private void judgeFirewalls(List<Resource<LlmRouteSpec>> routeObjects) {
    var used = new HashSet<NamespacedName>();
    for (var route : routeObjects) {
      if (route.spec() != null && route.spec().firewallRef() != null) {
        used.add(new NamespacedName(route.namespace(), route.spec().firewallRef().name()));
      }
    }
    for (var firewall : world.firewalls()) {
      if (used.contains(Attachment.nameOf(firewall))) {
        put(firewall, Unattached.judgeAlone(firewall));
      }
    }
  }

  private void judgeDrills(List<Resource<LlmRouteSpec>> routeObjects) {
    var ids = ids(routeObjects);
    for (var drill : world.drills()) {
      if (ids.contains(Attachment.routeOf(drill))) {
        put(drill, Unattached.judgeAlone(drill));
      }
    }
  }

  private void judgeGateway(Gateway gateway, int backendsCarried) {
    var accepted = accepted(budgets);
    var serving = consumers.stream().filter(c -> c.refused() == null).toList();
    var facts =
        new Facts.OfGateway(
            (int) routes.stream().filter(r -> r.refused() == null).count(),
            backendsCarried,
            serving.size(),
            (int) verdicts.values().stream().filter(v -> !v.accepted().ok()).count(),
            new Overspend(spec, gateway, accepted, serving).worstCase(),
            new UnboundedSpend(routes, accepted).tenants(serving));
    put(object, findings.verdict(findings.accepted(), facts));
  }

  private static List<Budget> accepted(List<Budget> all) {
    return all.stream().filter(b -> b.refused() == null).toList();
  }

  private static <S> Map<NamespacedName, Resource<S>> byName(List<Resource<S>> objects) {
    var all = new HashMap<NamespacedName, Resource<S>>();
    objects.forEach(o -> all.put(Attachment.nameOf(o), o));
    return all;
  }

  private void put(Resource<?> of, Verdict verdict) {
    verdicts.put(of.key(), verdict);
  }
}
