package dev.headgate.dataplane.route;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Targets drawn by weight without putting back, tier by tier: the first of a tier is the one that
 * its weights choose, the rest follow as its fallbacks. A weight of 0 takes no share and stands by
 * behind the others of its tier.
 */
final class WeightedOrder {
  private WeightedOrder() {}

  static List<Candidate> of(List<Candidate> byTier, RandomGenerator random) {
    if (byTier.size() < 2) {
      return byTier;
    }
    var order = new ArrayList<>(byTier);
    int from = 0;
    while (from < order.size()) {
      int to = from + 1;
      while (to < order.size() && together(order.get(to), order.get(from))) {
        to++;
      }
      draw(order.subList(from, to), random);
      from = to;
    }
    return order;
  }

  /** Weights decide inside a tier among those that are equally near. */
  private static boolean together(Candidate one, Candidate other) {
    return one.tier() == other.tier() && one.local() == other.local();
  }

  private static void draw(List<Candidate> tier, RandomGenerator random) {
    long left = 0;
    for (var candidate : tier) {
      left += candidate.target().weight();
    }
    for (int place = 0; place < tier.size() - 1 && left > 0; place++) {
      long mark = random.nextLong(left);
      int drawn = place;
      while (mark >= tier.get(drawn).target().weight()) {
        mark -= tier.get(drawn).target().weight();
        drawn++;
      }
      var candidate = tier.remove(drawn);
      tier.add(place, candidate);
      left -= candidate.target().weight();
    }
  }
}
