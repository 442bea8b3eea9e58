package dev.headgate.operator.push;

import dev.headgate.contract.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one proxy at the wanted snapshot and hears its reports, until closed. Two virtual threads:
 * one hands over snapshots, one waits for reports; what a report says about the applied snapshot
 * starts the first one again when the proxy has lost it.
 */
public final class ProxyLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyLink.class);
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final ProxyEndpoint proxy;
  private final ProxyClient client;
  private final Fence fence;
  private final LinkListener listener;
  private final InstantSource clock;
  private final Backoff pushBackoff;
  private final Backoff reportBackoff;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private @Nullable PackedSnapshot wanted;

  /** The wanted one once the proxy has answered for it: nothing to do until either changes. */
  private @Nullable PackedSnapshot answered;

  private volatile ProxyView view;

  /** Since the epoch; 0 before the first answer. */
  private volatile long answeredAtMs;

  private final Thread pusher;
  private final Thread reporter;

  /** Starts at once; nothing is pushed before {@link #want}. */
  public ProxyLink(
      ProxyEndpoint proxy,
      ProxyClient client,
      Fence fence,
      LinkListener listener,
      InstantSource clock,
      RandomGenerator random) {
    this.proxy = proxy;
    this.client = client;
    this.fence = fence;
    this.listener = listener;
    this.clock = clock;
    this.pushBackoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    this.reportBackoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    this.view = ProxyView.connecting(proxy);
    this.pusher = Thread.ofVirtual().name("push " + proxy.name()).start(this::push);
    this.reporter = Thread.ofVirtual().name("report " + proxy.name()).start(this::hear);
  }

  /** What is known of the proxy now. */
  public ProxyView view() {
    return view;
  }

  /** When the proxy last answered, in ms since the epoch; 0 when it never did. */
  long answeredAtMs() {
    return answeredAtMs;
  }

  /** From now on the proxy is to serve this one; an earlier one still on its way is given up. */
  public void want(PackedSnapshot snapshot) {
    lock.lock();
    try {
      wanted = snapshot;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private void push() {
    try {
      while (true) {
        PackedSnapshot next = awaitWork();
        if (!fence.holds()) {
          Thread.sleep(FIRST_WAIT);
          continue;
        }
        long started = clock.millis();
        PushOutcome outcome = client.put(proxy, next);
        listener.pushed(proxy, outcome, Duration.ofMillis(clock.millis() - started));
        settle(next, outcome);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private PackedSnapshot awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      PackedSnapshot next = wanted;
      while (next == null || next == answered) {
        work.await();
        next = wanted;
      }
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void settle(PackedSnapshot pushed, PushOutcome outcome) throws InterruptedException {
    switch (outcome) {
      case PushOutcome.Applied(var acknowledgement) -> {
        answer(pushed, view -> view.acknowledged(acknowledgement));
      }
      case PushOutcome.Outranked(var acknowledgement) -> {
        LOG.warn("{} keeps {} and refuses {}", proxy, Place.of(acknowledgement), pushed.place());
        answer(pushed, view -> view.acknowledged(acknowledgement));
        listener.outranked(proxy, Place.of(acknowledgement));
      }
      case PushOutcome.Rejected(var acknowledgement) -> {
        LOG.warn("{} rejects {}: {}", proxy, pushed, acknowledgement.problems());
        answer(pushed, view -> view.acknowledged(acknowledgement));
      }
      case PushOutcome.Unreachable(var why) -> {
        LOG.info("{} not reached: {}", proxy, why);
        update(ProxyView::lost);
        awaitNews(pushed, pushBackoff.failed());
      }
    }
  }

  private void answer(PackedSnapshot pushed, UnaryOperator<ProxyView> change) {
    pushBackoff.succeeded();
    answeredAtMs = clock.millis();
    lock.lock();
    try {
      answered = pushed;
    } finally {
      lock.unlock();
    }
    update(change);
  }

  /** Waits before the next try, or less when another snapshot is wanted meanwhile. */
  private void awaitNews(PackedSnapshot failed, Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      while (left > 0 && wanted == failed) {
        left = work.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void hear() {
    long after = 0;
    while (!Thread.currentThread().isInterrupted()) {
      try {
        var report = client.report(proxy, after);
        answeredAtMs = clock.millis();
        reportBackoff.succeeded();
        if (report.isPresent()) {
          after = report.get().version();
          heard(report.get());
        }
      } catch (IOException e) {
        LOG.debug("{} does not report: {}", proxy, ProxyClient.said(e));
        // Whoever answers next may be another process at the same address: begin anew.
        after = 0;
        sayAgain();
        update(ProxyView::lost);
        if (!pause(reportBackoff.failed())) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void heard(Report report) {
    update(view -> view.reported(report));
    Place applied = Place.of(report);
    PackedSnapshot current = wanted();
    if (current == null) {
      return;
    }
    if (applied.isAfter(current.place())) {
      listener.outranked(proxy, applied);
    } else if (current.place().isAfter(view.applied()) && view.rejected().isEmpty()) {
      sayAgain();
    }
  }

  private @Nullable PackedSnapshot wanted() {
    lock.lock();
    try {
      return wanted;
    } finally {
      lock.unlock();
    }
  }

  private void sayAgain() {
    lock.lock();
    try {
      answered = null;
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  private static boolean pause(Duration wait) {
    try {
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void update(UnaryOperator<ProxyView> change) {
    ProxyView before;
    ProxyView after;
    lock.lock();
    try {
      before = view;
      after = change.apply(before);
      view = after;
    } finally {
      lock.unlock();
    }
    if (!after.equals(before)) {
      listener.changed(proxy);
    }
  }

  /** Ends both threads soon; a call under way is given up. */
  @Override
  public void close() {
    pusher.interrupt();
    reporter.interrupt();
  }
}
