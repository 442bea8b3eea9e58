package dev.headgate.dataplane.probe;

import dev.headgate.contract.Backend;
import dev.headgate.dataplane.circuit.TargetCircuits;
import dev.headgate.dataplane.snapshot.Configuration;
import dev.headgate.dataplane.snapshot.SnapshotStore;
import dev.headgate.dataplane.terms.TargetKey;
import dev.headgate.dataplane.upstream.ConnectionCounts;
import dev.headgate.dataplane.upstream.Liveness;
import dev.headgate.dataplane.upstream.Upstreams;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Probes targets whose last call failed or was slow and that are called less than once a second,
 * every 2 s, until they answer or their circuit opens: otherwise a quiet target would fail its next
 * callers one by one. A probe asks for the provider's list of models: it costs nothing, and it
 * tells whether the provider is there, not whether the model is well; so an answer ends the
 * suspicion and closes no circuit, and silence counts as a failed call. One for a proxy.
 */
public final class Prober {
  private static final long LOOK_EVERY_MS = 500;
  private static final long WITHIN_MS = 2_000;

  private final TargetCircuits circuits;
  private final SnapshotStore snapshots;
  private final Context context;
  private final Upstreams upstreams;

  private Prober(
      TargetCircuits circuits, SnapshotStore snapshots, Context context, Upstreams upstreams) {
    this.circuits = circuits;
    this.snapshots = snapshots;
    this.context = context;
    this.upstreams = upstreams;
  }

  /**
   * One that looks when it is told to.
   *
   * @param ticker nanoseconds that only grow
   * @param connections told of those that it opens
   */
  static Prober of(
      Vertx vertx,
      TargetCircuits circuits,
      SnapshotStore snapshots,
      LongSupplier ticker,
      ConnectionCounts connections) {
    var context = vertx.getOrCreateContext();
    var upstreams = new Upstreams(vertx, 1, ticker, connections, InstantSource.system());
    snapshots.onChange(
        configuration -> context.runOnContext(applied -> upstreams.keep(configuration)));
    return new Prober(circuits, snapshots, context, upstreams);
  }

  /**
   * Starts one that looks twice a second, until Vert.x is closed.
   *
   * @param ticker nanoseconds that only grow
   * @param connections told of those that it opens
   */
  public static void start(
      Vertx vertx,
      TargetCircuits circuits,
      SnapshotStore snapshots,
      LongSupplier ticker,
      ConnectionCounts connections) {
    var prober = of(vertx, circuits, snapshots, ticker, connections);
    prober.context.runOnContext(begun -> vertx.setPeriodic(LOOK_EVERY_MS, timer -> prober.probe()));
  }

  /** Probes what is due now; complete when all have answered or their time is over. */
  Future<Void> look() {
    var done = Promise.<Void>promise();
    context.runOnContext(begun -> probe().onComplete(done));
    return done.future();
  }

  private Future<Void> probe() {
    var configuration = snapshots.current();
    var due = circuits.claimProbes();
    if (configuration == null || due.isEmpty()) {
      return Future.succeededFuture();
    }
    var probes = new ArrayList<Future<?>>();
    for (var backend : configuration.snapshot().backends()) {
      var targets = due.stream().filter(key -> key.backend().equals(backend.id())).toList();
      if (!targets.isEmpty()) {
        probes.add(probe(configuration, backend, targets));
      }
    }
    return Future.join(probes).mapEmpty();
  }

  /** One question for all models of a backend. */
  private Future<Liveness> probe(
      Configuration configuration, Backend backend, List<TargetKey> targets) {
    return upstreams
        .liveness(configuration, backend, WITHIN_MS)
        .onSuccess(found -> targets.forEach(key -> circuits.probed(key, found == Liveness.Alive)));
  }
}
