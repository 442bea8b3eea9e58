package dev.headgate.dataplane.budget;

import dev.headgate.dataplane.metrics.BudgetStep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What became of this event loop's holds. Entries of one turn of the loop go out together, one
 * script call for each account. An entry is kept until the store has it and for {@link #KEEP_MS}
 * longer, because a store that fails over may forget its last seconds: after every new connection,
 * and when an account's sequence number goes backwards, entries are sent again. Doing an entry
 * twice does it once.
 */
final class SettleJournal {
  /** How long an entry is kept after the store had it; tombstones live ten times as long. */
  static final long KEEP_MS = 90_000;

  private static final int BATCH = 32;
  private static final long RETRY_MS = 1000;

  private static final class Line {
    final JournalEntry entry;
    boolean recorded;
    boolean queued;
    long recordedAtMs;

    Line(JournalEntry entry) {
      this.entry = entry;
    }

    String prefix() {
      return entry.account().prefix();
    }

    boolean endedBy(String exchange) {
      return entry.id().startsWith(exchange + ".");
    }
  }

  private final Vertx vertx;
  private final StoreLink link;
  private final StoreClock clock;
  private final Steps steps;
  private final Consumer<JournalEntry> onRecorded;

  /** Added in this turn of the loop, by account. */
  private final Map<String, List<Line>> fresh = new LinkedHashMap<>();

  /** To be sent again, one batch at a time: what was lost and what may have been forgotten. */
  private final ArrayDeque<Line> again = new ArrayDeque<>();

  private final ArrayDeque<Line> recorded = new ArrayDeque<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private int unrecorded;
  private boolean flushing;
  private boolean sendingAgain;
  private boolean waiting;

  /**
   * @param onRecorded told when an entry is in the store for the first time
   */
  SettleJournal(
      Vertx vertx,
      StoreLink link,
      StoreClock clock,
      Steps steps,
      Consumer<JournalEntry> onRecorded) {
    this.vertx = vertx;
    this.link = link;
    this.clock = clock;
    this.steps = steps;
    this.onRecorded = onRecorded;
  }

  /** Sends it at the end of this turn of the event loop. */
  void add(JournalEntry entry) {
    unrecorded++;
    fresh.computeIfAbsent(entry.account().prefix(), p -> new ArrayList<>(4)).add(new Line(entry));
    if (!flushing) {
      flushing = true;
      vertx.getOrCreateContext().runOnContext(ignored -> flush());
    }
  }

  /**
   * Sends what this exchange ended in this account now instead of at the end of the turn. A reserve
   * that follows goes the same connection and finds room where its exchange's last attempt stood:
   * else a failover would be refused for the sake of a hold that is already dead.
   */
  void sendBefore(String prefix, String exchange) {
    List<Line> lines = fresh.get(prefix);
    if (lines != null && lines.stream().anyMatch(line -> line.endedBy(exchange))) {
      fresh.remove(prefix);
      sendFresh(lines);
    }
  }

  /** A new connection stands: the store may be another one, or have forgotten. */
  void connected() {
    forget();
    recorded.forEach(this::queue);
    sendAgain();
  }

  /** An account's sequence number came with a reply. */
  void sequence(String prefix, long sequence) {
    Long before = sequences.put(prefix, sequence);
    if (before != null && sequence < before) {
      for (Line line : recorded) {
        if (line.prefix().equals(prefix)) {
          queue(line);
        }
      }
      sendAgain();
    }
  }

  /** How many entries the store is not known to have. */
  int unrecorded() {
    return unrecorded;
  }

  /** Drops entries that the store has had for long enough. */
  void forget() {
    long before = clock.localMs() - KEEP_MS;
    Line oldest;
    while ((oldest = recorded.peekFirst()) != null && oldest.recordedAtMs < before) {
      recorded.removeFirst();
    }
  }

  private void flush() {
    flushing = false;
    var accounts = List.copyOf(fresh.values());
    fresh.clear();
    accounts.forEach(this::sendFresh);
  }

  private void sendFresh(List<Line> lines) {
    for (int from = 0; from < lines.size(); from += BATCH) {
      var batch = lines.subList(from, Math.min(lines.size(), from + BATCH));
      send(batch)
          .onFailure(
              failure -> {
                batch.forEach(this::queue);
                sendAgainLater();
              });
    }
  }

  private void queue(Line line) {
    if (!line.queued) {
      line.queued = true;
      again.addLast(line);
    }
  }

  private void sendAgain() {
    Line first = again.peekFirst();
    if (first == null || sendingAgain || !link.connected()) {
      return;
    }
    var batch = new ArrayList<Line>(BATCH);
    while (batch.size() < BATCH
        && !again.isEmpty()
        && again.element().prefix().equals(first.prefix())) {
      batch.add(again.removeFirst());
    }
    batch.forEach(line -> line.queued = false);
    sendingAgain = true;
    send(batch)
        .onComplete(
            result -> {
              sendingAgain = false;
              if (result.succeeded()) {
                sendAgain();
              } else {
                batch.forEach(this::queue);
                sendAgainLater();
              }
            });
  }

  /** A new connection sends again at once; this is for a store that answers with errors. */
  private void sendAgainLater() {
    if (!waiting) {
      waiting = true;
      vertx.setTimer(
          RETRY_MS,
          ignored -> {
            waiting = false;
            sendAgain();
          });
    }
  }

  private Future<Figures> send(List<Line> batch) {
    var args = new ArrayList<String>(3 + batch.size() * 20);
    var prefix = batch.getFirst().prefix();
    args.add(prefix);
    args.add(Ledger.LENGTH);
    args.add(Integer.toString(batch.size()));
    batch.forEach(line -> line.entry.appendTo(args));
    long start = steps.start();
    return link.call(Script.SETTLE, args)
        .onComplete(result -> steps.took(BudgetStep.SETTLE, start))
        .onSuccess(
            reply -> {
              clock.heard(reply.at(0));
              batch.forEach(this::wasRecorded);
              sequence(prefix, reply.at(1));
              forget();
            });
  }

  private void wasRecorded(Line line) {
    if (!line.recorded) {
      line.recorded = true;
      line.recordedAtMs = clock.localMs();
      recorded.addLast(line);
      unrecorded--;
      onRecorded.accept(line.entry);
    }
  }
}
