package dev.headgate.dataplane.route;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.terms.ModelPattern;
import org.jspecify.annotations.Nullable;

/** One walk through a table's entries, the most specific first; it remembers the near misses. */
final class RouteSearch {
  private final RouteQuery query;
  private final boolean modelAllowed;
  private RouteMatch.@Nullable Rule keptOut;
  private @Nullable Route untranslatable;

  RouteSearch(RouteQuery query) {
    this.query = query;
    this.modelAllowed = allowed(query.consumer(), query.model());
  }

  /** The first entry that takes the call; null when none does. */
  @Nullable RouteMatch in(Iterable<RouteEntry> entries) {
    for (var entry : entries) {
      if (entry.pattern().matches(query.model()) && entry.headersHold(query.headers())) {
        var match = judge(entry);
        if (match != null) {
          return match;
        }
      }
    }
    return null;
  }

  /** Why no entry took the call. */
  RouteMatch nothing() {
    if (untranslatable != null) {
      return new RouteMatch.Untranslatable(untranslatable);
    }
    return keptOut == null
        ? new RouteMatch.NoRoute(query.model())
        : new RouteMatch.NotAllowed(query.model(), keptOut);
  }

  private @Nullable RouteMatch judge(RouteEntry entry) {
    var route = entry.route();
    var rule = keepsOut(route);
    if (rule != null) {
      keptOut = keptOut == null ? rule : keptOut;
      return null;
    }
    var dialects = route.match().dialects();
    // A refused route may have no dialect left: then it holds its match against all of them.
    if (!dialects.contains(query.dialect()) && !(dialects.isEmpty() && route.refused() != null)) {
      untranslatable = untranslatable == null ? route : untranslatable;
      return null;
    }
    return route.refused() == null
        ? entry.matched()
        : new RouteMatch.NotProgrammed("LlmRoute", route.id(), route.refused());
  }

  private RouteMatch.@Nullable Rule keepsOut(Route route) {
    var consumer = query.consumer();
    if (!modelAllowed) {
      return RouteMatch.Rule.AllowedModels;
    }
    if (consumer.routes() != null && !consumer.routes().contains(route.id())) {
      return RouteMatch.Rule.ConsumerRoutes;
    }
    if (!consumer.allowedClasses().isEmpty()
        && !consumer.allowedClasses().contains(route.trafficClass())) {
      return RouteMatch.Rule.AllowedClasses;
    }
    return route.match().consumers().matches(consumer) ? null : RouteMatch.Rule.RouteConsumers;
  }

  private static boolean allowed(Consumer consumer, String model) {
    if (consumer.allowedModels().isEmpty()) {
      return true;
    }
    for (var pattern : consumer.allowedModels()) {
      if (new ModelPattern(pattern).matches(model)) {
        return true;
      }
    }
    return false;
  }
}
