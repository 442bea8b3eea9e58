package dev.headgate.dataplane.http;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.dialect.Asked;
import dev.headgate.dataplane.route.RouteMatch;
import dev.headgate.dataplane.route.RouteQuery;
import dev.headgate.dataplane.snapshot.Configuration;
import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** Which route takes what is asked, and whether it is within the route's limits. */
sealed interface RouteChoice {
  /** A route takes it. */
  record Taken(RouteMatch.Matched matched) implements RouteChoice {}

  /**
   * None does.
   *
   * @param route the one that refuses; null when none is to be found
   */
  record NotTaken(Refused refused, @Nullable Route route) implements RouteChoice {}

  /** Chooses it. */
  static RouteChoice of(
      Configuration configuration,
      Consumer consumer,
      Dialect dialect,
      Asked asked,
      MultiMap headers) {
    var query = new RouteQuery(consumer, dialect, asked.model(), headers::get);
    return switch (configuration.routes().match(query)) {
      case RouteMatch.Matched matched -> within(matched, asked);
      case RouteMatch.NoRoute(var model) -> none(new Refused.NoRoute(model));
      case RouteMatch.NotAllowed(var model, var rule) -> none(new Refused.NotAllowed(model, rule));
      case RouteMatch.NotProgrammed(var kind, var id, var refused) ->
          none(new Refused.NotProgrammed(kind + " " + id, refused));
      case RouteMatch.Untranslatable(var other) -> none(new Refused.Untranslatable(other.id()));
    };
  }

  private static RouteChoice within(RouteMatch.Matched matched, Asked asked) {
    var route = matched.route();
    long most = route.limits().maxInputTokens();
    if (asked.stream() && !route.streaming().enabled()) {
      return new NotTaken(new Refused.StreamingDisabled(route.id()), route);
    }
    if (most > 0 && asked.inputTokens() > most) {
      return new NotTaken(new Refused.InputTooLong(route.id(), asked.inputTokens(), most), route);
    }
    return new Taken(matched);
  }

  private static NotTaken none(Refused refused) {
    return new NotTaken(refused, null);
  }
}
