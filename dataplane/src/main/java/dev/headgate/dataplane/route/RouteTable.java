package dev.headgate.dataplane.route;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one snapshot, indexed: exact models by a hash lookup, patterns by their literal
 * prefixes, the longest first. Immutable and safe from any thread.
 */
public final class RouteTable {
  private static final List<RouteEntry> NONE = List.of();

  private final Map<String, List<RouteEntry>> exact = new HashMap<>();
  private final List<PrefixLevel> patterns;
  private final SequencedSet<String> names = new TreeSet<>();

  private record PrefixLevel(int length, Map<String, List<RouteEntry>> byPrefix) {}

  private RouteTable(List<RouteEntry> entries) {
    var levels = new TreeMap<Integer, Map<String, List<RouteEntry>>>();
    for (var entry : entries) {
      entry.matched().candidates().forEach(c -> names.add(c.model().name()));
      var prefix = entry.pattern().literalPrefix();
      if (entry.pattern().exact()) {
        names.add(prefix);
        exact.computeIfAbsent(prefix, p -> new ArrayList<>()).add(entry);
      } else {
        levels
            .computeIfAbsent(prefix.length(), l -> new HashMap<>())
            .computeIfAbsent(prefix, p -> new ArrayList<>())
            .add(entry);
      }
    }
    patterns =
        levels.descendingMap().entrySet().stream()
            .map(level -> new PrefixLevel(level.getKey(), level.getValue()))
            .toList();
  }

  /**
   * Indexes a snapshot.
   *
   * @throws IllegalArgumentException naming the route, when one that is not refused holds a regular
   *     expression that is none: such a snapshot must not be applied
   */
  public static RouteTable of(Snapshot snapshot) {
    return new RouteTable(RouteEntry.of(snapshot));
  }

  /** The route that takes a call, or why none does. */
  public RouteMatch match(RouteQuery query) {
    var consumer = query.consumer();
    if (consumer.refused() != null) {
      return new RouteMatch.NotProgrammed("LlmConsumer", consumer.id(), consumer.refused());
    }
    var search = new RouteSearch(query);
    var found = search.in(exact.getOrDefault(query.model(), NONE));
    for (int i = 0; found == null && i < patterns.size(); i++) {
      var level = patterns.get(i);
      if (level.length() <= query.model().length()) {
        var prefix = query.model().substring(0, level.length());
        found = search.in(level.byPrefix().getOrDefault(prefix, NONE));
      }
    }
    return found == null ? search.nothing() : found;
  }

  /**
   * The models that a caller may ask for with these headers, by name: those that routes name, and
   * those of targets that a pattern lets through by their own name.
   */
  public List<String> models(Consumer consumer, Dialect dialect, HeaderLookup headers) {
    var answer = new ArrayList<String>();
    for (var name : names) {
      @Nullable RouteMatch match = match(new RouteQuery(consumer, dialect, name, headers));
      if (match instanceof RouteMatch.Matched) {
        answer.add(name);
      }
    }
    return answer;
  }
}
