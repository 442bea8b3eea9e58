package dev.headgate.operator.watch;

import dev.headgate.crds.gateway.LlmGatewaySpec;
import dev.headgate.operator.apply.GatewayFleet;
import dev.headgate.operator.apply.NameConflictException;
import dev.headgate.operator.apply.ObjectNames;
import dev.headgate.operator.apply.SnapshotStore;
import dev.headgate.operator.push.Fence;
import dev.headgate.operator.push.PackedSnapshot;
import dev.headgate.operator.status.Persistence;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written to the API server for one gateway: its objects and its stored snapshot. A virtual
 * thread of its own, so that a slow API server holds up neither compiles nor pushes.
 */
final class GatewayDesk implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayDesk.class);

  /** A Secret is not written more often, however often routes change. */
  private static final Duration BETWEEN_STORES = Duration.ofSeconds(1);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(3);

  /** The wish: which gateway, by its uid, and how. */
  private record Wish(String uid, LlmGatewaySpec spec) {}

  private final ObjectNames names;
  private final GatewayFleet fleet;
  private final SnapshotStore store;
  private final Fence fence;
  private final Runnable changed;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private @Nullable Wish wish;
  private boolean look;
  private @Nullable PackedSnapshot unstored;
  private long notBefore;

  private volatile Persistence persistence = new Persistence.NotYet();
  private volatile @Nullable String conflict;
  private volatile boolean applied;
  private final Thread thread;

  /**
   * Begins with nothing to do.
   *
   * @param changed called when something came of it that statuses should say
   */
  GatewayDesk(
      ObjectNames names, GatewayFleet fleet, SnapshotStore store, Fence fence, Runnable changed) {
    this.names = names;
    this.fleet = fleet;
    this.store = store;
    this.fence = fence;
    this.changed = changed;
    this.notBefore = System.nanoTime();
    this.thread = Thread.ofVirtual().name("desk " + names.gateway()).start(this::run);
  }

  /** The gateway is to have its objects like this; they are looked at again in any case. */
  void want(String uid, LlmGatewaySpec spec) {
    lock.lock();
    try {
      wish = new Wish(uid, spec);
      look = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /** This snapshot is to be stored; one that still waits is not stored at all. */
  void store(PackedSnapshot snapshot) {
    lock.lock();
    try {
      unstored = snapshot;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  Persistence persistence() {
    return persistence;
  }

  /** What stands in the way; null when nothing does. */
  @Nullable String conflict() {
    return conflict;
  }

  /** Whether the gateway's objects are there. */
  boolean applied() {
    return applied;
  }

  private void run() {
    try {
      while (true) {
        Wish next = await();
        if (fence.holds()) {
          attempt(next);
        } else {
          TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Wish await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        long wait = notBefore - System.nanoTime();
        if (wish != null && look) {
          look = false;
          return wish;
        }
        if (wish != null && unstored != null && wait <= 0) {
          return wish;
        }
        if (unstored != null && wait > 0) {
          work.awaitNanos(wait);
        } else {
          work.await();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void attempt(Wish next) throws InterruptedException {
    String conflictBefore = conflict;
    Persistence persistenceBefore = persistence;
    boolean appliedBefore = applied;
    boolean again = false;
    try {
      fleet.ensure(names, next.uid(), next.spec());
      applied = true;
      storeIfDue(next);
      conflict = null;
    } catch (NameConflictException e) {
      conflict = e.getMessage();
      again = true;
    } catch (KubernetesClientException e) {
      LOG.warn("objects of gateway {}/{}: {}", names.namespace(), names.gateway(), e.getMessage());
      again = true;
    }
    if (!Objects.equals(conflictBefore, conflict)
        || !persistenceBefore.equals(persistence)
        || appliedBefore != applied) {
      changed.run();
    }
    if (again) {
      TimeUnit.NANOSECONDS.sleep(AFTER_FAILURE.toNanos());
      lookAgain();
    }
  }

  /** What the gateway has may be no longer what it is to have. */
  void lookAgain() {
    lock.lock();
    try {
      look = true;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void storeIfDue(Wish next) throws NameConflictException {
    PackedSnapshot snapshot = due();
    if (snapshot == null) {
      return;
    }
    try {
      Persistence now = store.store(names, next.uid(), snapshot);
      persistence = now;
      if (!(now instanceof Persistence.Failed)) {
        stored(snapshot);
      }
    } catch (KubernetesClientException e) {
      persistence =
          new Persistence.Failed(
              "The snapshot Secret was not written and is tried again: " + e.getMessage());
      throw e;
    }
  }

  private @Nullable PackedSnapshot due() {
    lock.lock();
    try {
      if (unstored == null || System.nanoTime() < notBefore) {
        return null;
      }
      notBefore = System.nanoTime() + BETWEEN_STORES.toNanos();
      return unstored;
    } finally {
      lock.unlock();
    }
  }

  private void stored(PackedSnapshot snapshot) {
    lock.lock();
    try {
      if (unstored == snapshot) {
        unstored = null;
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
