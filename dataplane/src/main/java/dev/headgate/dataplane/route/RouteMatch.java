package dev.headgate.dataplane.route;

import dev.headgate.contract.Refusal;
import dev.headgate.contract.Route;
import java.util.List;

/** What {@link RouteTable#match} found. */
public sealed interface RouteMatch {

  /**
   * A route takes the call.
   *
   * @param route the most specific one that serves this caller and dialect
   * @param candidates its targets that exist, by tier and inside a tier as the manifest lists them
   * @param unready its targets that do not exist in this snapshot
   */
  record Matched(Route route, List<Candidate> candidates, List<Skipped> unready)
      implements RouteMatch {}

  /**
   * No route of the gateway is for this model and these headers: {@code no_route}.
   *
   * @param model as asked for
   */
  record NoRoute(String model) implements RouteMatch {}

  /**
   * There are routes, and none is for this caller: {@code not_allowed}.
   *
   * @param model as asked for
   * @param rule which rule kept the caller out; of several routes, that of the most specific one
   */
  record NotAllowed(String model, Rule rule) implements RouteMatch {}

  /**
   * What the call needs exists and must not be used: {@code not_programmed}. A refused route keeps
   * its match, so that no less strict route takes its calls.
   *
   * @param kind of the object, such as {@code LlmRoute}
   * @param id of the object
   * @param refused why
   */
  record NotProgrammed(String kind, String id, Refusal refused) implements RouteMatch {}

  /**
   * Routes match in all but the dialect: {@code untranslatable}.
   *
   * @param route the most specific of them
   */
  record Untranslatable(Route route) implements RouteMatch {}

  /** What may keep a caller out of a route. */
  enum Rule {
    /** {@code LlmRoute.spec.match.consumers} names others. */
    RouteConsumers,
    /** {@code LlmConsumer.spec.routes} does not list it. */
    ConsumerRoutes,
    /** {@code LlmConsumer.spec.allowedModels} does not list the model. */
    AllowedModels,
    /** {@code LlmConsumer.spec.allowedClasses} does not list the route's traffic class. */
    AllowedClasses
  }
}
