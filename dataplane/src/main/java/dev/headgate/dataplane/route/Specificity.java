package dev.headgate.dataplane.route;

import dev.headgate.contract.Consumers;
import dev.headgate.contract.Route;
import dev.headgate.dataplane.terms.ModelPattern;
import java.util.Comparator;

/**
 * How specific a route is through one of its models; the smaller goes first (kinds.md, Matching).
 * All of it is known before any request: every part of a match has to hold, so a part that is there
 * is a part that matched.
 *
 * @param exactModel whether the model is named whole
 * @param prefixLength of the pattern's literal prefix
 * @param headers how many
 * @param exactHeaders how many of them are Exact
 * @param prefixHeaders how many of them are Prefix
 * @param consumers one bit for each way of naming callers, names highest
 * @param dialectsNamed whether the manifest names dialects
 * @param createdAtMs of the route; equal for all when one of them is unknown, so that the order
 *     stays one
 * @param id of the route
 */
record Specificity(
    boolean exactModel,
    int prefixLength,
    int headers,
    int exactHeaders,
    int prefixHeaders,
    int consumers,
    boolean dialectsNamed,
    long createdAtMs,
    String id)
    implements Comparable<Specificity> {

  private static final Comparator<Specificity> ORDER =
      Comparator.comparing(Specificity::exactModel)
          .thenComparingInt(Specificity::prefixLength)
          .thenComparingInt(Specificity::headers)
          .thenComparingInt(Specificity::exactHeaders)
          .thenComparingInt(Specificity::prefixHeaders)
          .thenComparingInt(Specificity::consumers)
          .thenComparing(Specificity::dialectsNamed)
          .reversed()
          .thenComparingLong(Specificity::createdAtMs)
          .thenComparing(Specificity::id);

  static Specificity of(Route route, ModelPattern pattern, boolean agesKnown) {
    var headers = route.match().headers();
    return new Specificity(
        pattern.exact(),
        pattern.exact() ? 0 : pattern.literalPrefix().length(),
        headers.size(),
        count(route, Route.HeaderMatch.Exact),
        count(route, Route.HeaderMatch.Prefix),
        bits(route.match().consumers()),
        route.match().dialectsNamed(),
        agesKnown ? route.createdAtMs() : 0,
        route.id());
  }

  @Override
  public int compareTo(Specificity other) {
    return ORDER.compare(this, other);
  }

  private static int count(Route route, Route.HeaderMatch type) {
    return (int) route.match().headers().stream().filter(h -> h.type() == type).count();
  }

  private static int bits(Consumers consumers) {
    return (consumers.names().isEmpty() ? 0 : 16)
        | (consumers.labels().isEmpty() ? 0 : 8)
        | (consumers.teams().isEmpty() ? 0 : 4)
        | (consumers.tenants().isEmpty() ? 0 : 2)
        | (consumers.tiers().isEmpty() ? 0 : 1);
  }
}
