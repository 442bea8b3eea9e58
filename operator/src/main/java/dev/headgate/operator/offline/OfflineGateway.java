package dev.headgate.operator.offline;

import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.SnapshotCodec;
import dev.headgate.operator.push.Fleet;
import dev.headgate.operator.push.PackedSnapshot;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyView;
import dev.headgate.operator.status.FleetState;
import dev.headgate.operator.status.GatewayState;
import dev.headgate.operator.status.Member;
import dev.headgate.operator.status.Persistence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One gateway of a folder: its last compilation and, for the one that is run, its proxies. */
final class OfflineGateway {
  private final NamespacedName name;
  private final long epoch;
  private final @Nullable Fleet fleet;
  private final @Nullable String address;
  private final Map<ObjectKey, Place> since = new HashMap<>();
  private final Map<ObjectKey, Long> generations = new HashMap<>();
  private @Nullable Compilation compilation;
  private Place wanted = Place.NONE;

  /**
   * Compiled nothing yet.
   *
   * @param epoch of its snapshots: the start of this process in ms, so that a later one outranks it
   * @param fleet null when no proxy runs it
   * @param address where callers reach it; null when nowhere
   */
  OfflineGateway(NamespacedName name, long epoch, @Nullable Fleet fleet, @Nullable String address) {
    this.name = name;
    this.epoch = epoch;
    this.fleet = fleet;
    this.address = address;
  }

  /** Takes a new compilation and pushes it when it means something else than the last. */
  void compiled(Compilation next) {
    var last = compilation;
    compilation = next;
    if (last == null || !last.snapshot().digest().equals(next.snapshot().digest())) {
      wanted = new Place(epoch, wanted.sequence() + 1);
      if (fleet != null) {
        fleet.want(packed(next));
      }
    }
    next.verdicts()
        .forEach(
            (key, verdict) -> {
              var before = generations.put(key, verdict.generation());
              if (before == null || before != verdict.generation()) {
                since.put(key, wanted);
              }
            });
    since.keySet().retainAll(next.verdicts().keySet());
    generations.keySet().retainAll(next.verdicts().keySet());
  }

  private PackedSnapshot packed(Compilation next) {
    var digest = next.snapshot().digest();
    var placed = next.snapshot().at(wanted.epoch(), wanted.sequence(), digest);
    return new PackedSnapshot(wanted, digest, SnapshotCodec.encode(placed));
  }

  /**
   * A proxy serves something later than ours: its memory survived a clock that went back. Ours is
   * said again above it.
   */
  void outranked(Place place) {
    var last = compilation;
    if (last != null && fleet != null && place.isAfter(wanted)) {
      wanted = new Place(place.epoch(), place.sequence() + 1);
      fleet.want(packed(last));
    }
  }

  /** Everything known now; null before the first compilation. */
  @Nullable GatewayState state() {
    var last = compilation;
    if (last == null) {
      return null;
    }
    return new GatewayState(
        name,
        last,
        wanted,
        since,
        fleet == null ? FleetState.EMPTY : fleetState(fleet, last),
        new Persistence.NotYet(),
        address,
        null,
        false);
  }

  private static FleetState fleetState(Fleet fleet, Compilation last) {
    List<Member> members =
        fleet.views().stream().map(view -> new Member(view, isReady(view), false)).toList();
    return new FleetState(members, last.snapshot().digest());
  }

  /**
   * A proxy that answers and serves something is what a pod's readiness would say; one that is just
   * being called may well be ready, so nothing is said before it had its time to answer.
   */
  private static boolean isReady(ProxyView view) {
    return view.contact() == ProxyView.Contact.Connecting
        || (view.contact() == ProxyView.Contact.Connected && view.digest() != null);
  }

  void close() {
    if (fleet != null) {
      fleet.close();
    }
  }
}
