package dev.headgate.operator.feed;

import dev.headgate.contract.Route;
import dev.headgate.contract.Snapshot;
import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.SnapshotCodec;
import dev.headgate.operator.compile.Verdict;
import dev.headgate.operator.push.Fleet;
import dev.headgate.operator.push.PackedSnapshot;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyView;
import dev.headgate.operator.status.FleetState;
import dev.headgate.operator.status.GatewayState;
import dev.headgate.operator.status.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One gateway's way from compilations to its proxies. It remembers which snapshot was the first to
 * carry each object's present generation. Safe for use from many threads.
 */
public final class GatewayFeed implements AutoCloseable {
  private record Since(long generation, Place place) {}

  private final NamespacedName gateway;
  private final Sequencer sequencer;
  private final Fleet fleet;
  private final Map<ObjectKey, Since> since = new HashMap<>();
  private @Nullable Compilation compilation;
  private @Nullable PackedSnapshot wanted;

  /**
   * Begins with nothing wanted.
   *
   * @param fleet closed with the feed
   */
  public GatewayFeed(NamespacedName gateway, Sequencer sequencer, Fleet fleet) {
    this.gateway = gateway;
    this.sequencer = sequencer;
    this.fleet = fleet;
  }

  /** Its links. */
  public Fleet fleet() {
    return fleet;
  }

  /**
   * From now on proxies are to run by this compilation. Nothing is sent when it means the same as
   * the one before.
   *
   * @return the new snapshot; empty when the one before stays
   */
  public synchronized Optional<PackedSnapshot> take(Compilation next) {
    compilation = next;
    PackedSnapshot before = wanted;
    boolean same = before != null && before.digest().equals(next.snapshot().digest());
    PackedSnapshot now = same && before != null ? before : pack(next.snapshot());
    since.keySet().retainAll(next.verdicts().keySet());
    for (Verdict verdict : next.verdicts().values()) {
      Since last = since.get(verdict.key());
      if (last == null || last.generation() != verdict.generation()) {
        since.put(verdict.key(), new Since(verdict.generation(), now.place()));
      }
    }
    if (same) {
      return Optional.empty();
    }
    wanted = now;
    fleet.want(now);
    return Optional.of(now);
  }

  /**
   * A proxy has a later place than we ever gave. Only for someone who verifiably leads.
   *
   * @return the same snapshot at a place beyond; empty when there is nothing to do
   */
  public synchronized Optional<PackedSnapshot> surpass(Place theirs) {
    Compilation current = compilation;
    if (!sequencer.surpass(theirs) || current == null) {
      return Optional.empty();
    }
    PackedSnapshot again = pack(current.snapshot());
    since.replaceAll((key, last) -> new Since(last.generation(), again.place()));
    wanted = again;
    fleet.want(again);
    return Optional.of(again);
  }

  private PackedSnapshot pack(Snapshot snapshot) {
    Place place = sequencer.next();
    Snapshot placed = snapshot.at(place.epoch(), place.sequence(), snapshot.digest());
    return new PackedSnapshot(place, snapshot.digest(), SnapshotCodec.encode(placed));
  }

  /** The ids of the routes that proxies are to have; empty before the first compilation. */
  public synchronized Optional<Set<String>> routes() {
    return Optional.ofNullable(compilation).map(c -> routesOf(c.snapshot()));
  }

  /** The ids of a snapshot's routes. */
  public static Set<String> routesOf(Snapshot snapshot) {
    return snapshot.routes().stream().map(Route::id).collect(Collectors.toSet());
  }

  /** What statuses are made of; empty before the first compilation. */
  public synchronized Optional<GatewayState> state(Surroundings surroundings) {
    Compilation current = compilation;
    if (current == null) {
      return Optional.empty();
    }
    PackedSnapshot now = wanted;
    List<Member> members = fleet.views().stream().map(view -> member(view, surroundings)).toList();
    Map<ObjectKey, Place> places =
        since.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().place()));
    return Optional.of(
        new GatewayState(
            gateway,
            current,
            now == null ? null : now.place(),
            places,
            new FleetState(members, now == null ? null : now.digest()),
            surroundings.persistence(),
            surroundings.address(),
            surroundings.conflict(),
            surroundings.held()));
  }

  private static Member member(ProxyView view, Surroundings surroundings) {
    Surroundings.Readiness readiness =
        surroundings.proxies().getOrDefault(view.proxy(), Surroundings.Readiness.GONE);
    return new Member(view, readiness.ready(), readiness.terminating());
  }

  @Override
  public void close() {
    fleet.close();
  }
}
