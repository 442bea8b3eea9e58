package dev.headgate.dataplane.route;

import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.terms.ModelPattern;
import java.util.ArrayList;
import java.util.List;

/** A route by one of its models, ready to be asked. */
record RouteEntry(
    RouteMatch.Matched matched,
    ModelPattern pattern,
    List<HeaderCondition> headers,
    Specificity specificity) {

  private static final List<String> ANY_MODEL = List.of("*");

  /** All entries of a snapshot, the most specific first. */
  static List<RouteEntry> of(Snapshot snapshot) {
    boolean agesKnown = snapshot.routes().stream().allMatch(r -> r.createdAtMs() != 0);
    var targets = new TargetCatalogue(snapshot.gateway().region(), snapshot.backends());
    var entries = new ArrayList<RouteEntry>();
    for (var route : snapshot.routes()) {
      var matched = targets.resolve(route);
      var headers = headers(route);
      var models = route.match().models().isEmpty() ? ANY_MODEL : route.match().models();
      for (var model : models) {
        var pattern = new ModelPattern(model);
        entries.add(
            new RouteEntry(matched, pattern, headers, Specificity.of(route, pattern, agesKnown)));
      }
    }
    entries.sort((a, b) -> a.specificity().compareTo(b.specificity()));
    return List.copyOf(entries);
  }

  private static List<HeaderCondition> headers(Route route) {
    if (route.refused() != null) {
      return route.match().headers().stream().map(HeaderCondition::ofRefused).toList();
    }
    try {
      return route.match().headers().stream().map(HeaderCondition::of).toList();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("route " + route.id() + ": " + e.getMessage(), e);
    }
  }

  Route route() {
    return matched.route();
  }

  boolean headersHold(HeaderLookup request) {
    for (var header : headers) {
      if (!header.holds(request)) {
        return false;
      }
    }
    return true;
  }
}
