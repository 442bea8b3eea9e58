package dev.headgate.dataplane.route;

import dev.headgate.dataplane.circuit.Circuits;
import java.util.random.RandomGenerator;

/**
 * Makes plans.
 *
 * @param circuits asked at each step, because they change between attempts
 * @param random decides the order of Weighted routes; used from the threads that plan
 */
public record Planner(Circuits circuits, RandomGenerator random) {

  /** The way of one exchange through the targets of its route. */
  public Plan plan(RouteMatch.Matched matched, Needs needs) {
    var order =
        switch (matched.route().strategy()) {
          case Priority -> matched.candidates();
          case Weighted -> WeightedOrder.of(matched.candidates(), random);
        };
    return new Plan(matched, order, needs, circuits);
  }
}
