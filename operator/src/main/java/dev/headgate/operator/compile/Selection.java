package dev.headgate.operator.compile;

import dev.headgate.contract.Consumers;
import dev.headgate.crds.ConsumerMatch;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns names in selectors into ids. A name that nothing has yet stays in the list: an emptied list
 * would match everything.
 */
final class Selection {
  private final Set<String> consumers;
  private final Set<String> routes;

  /**
   * What selectors of one gateway may name.
   *
   * @param consumers ids of its consumers
   * @param routes ids of its routes
   */
  Selection(Set<String> consumers, Set<String> routes) {
    this.consumers = consumers;
    this.routes = routes;
  }

  Consumers consumers(
      Resource<?> from, String path, @Nullable ConsumerMatch given, Findings findings) {
    if (given == null) {
      return Consumers.ALL;
    }
    var names = new ArrayList<String>();
    for (int i = 0; i < given.names().size(); i++) {
      names.add(
          id(
              from,
              path + ".names[" + i + "]",
              given.names().get(i),
              consumers,
              "consumer",
              findings));
    }
    return new Consumers(names, given.matchLabels(), given.teams(), given.tenants(), given.tiers());
  }

  List<String> routes(Resource<?> from, String path, List<LocalRef> given, Findings findings) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < given.size(); i++) {
      ids.add(id(from, path + "[" + i + "]", given.get(i).name(), routes, "route", findings));
    }
    return ids;
  }

  private static String id(
      Resource<?> from, String path, String name, Set<String> known, String what, Findings to) {
    var id = from.namespace() + "/" + name;
    if (!known.contains(id)) {
      to.unresolved(path, Reason.RefNotFound, "this gateway has no " + what + " " + id);
    }
    return id;
  }

  /** Whether one caller could be selected by both. */
  static boolean overlap(Consumers some, Consumers others) {
    return meet(some.names(), others.names())
        && meet(some.teams(), others.teams())
        && meet(some.tenants(), others.tenants())
        && meet(some.tiers(), others.tiers())
        && agree(some.labels(), others.labels());
  }

  private static boolean meet(List<String> some, List<String> others) {
    return some.isEmpty() || others.isEmpty() || some.stream().anyMatch(others::contains);
  }

  private static boolean agree(Map<String, String> some, Map<String, String> others) {
    return some.entrySet().stream()
        .allMatch(e -> e.getValue().equals(others.getOrDefault(e.getKey(), e.getValue())));
  }
}
