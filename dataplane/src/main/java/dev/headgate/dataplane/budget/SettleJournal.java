package dev.headgate.dataplane.budget;

import dev.headgate.dataplane.metrics.BudgetStep;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of this event loop's holds. Entries of one turn of the loop go out together, one
 * script call for each account. An entry is kept until the store has it and for {@link #KEEP_MS}
 * longer, because a store that fails over may forget its last seconds: after every new connection,
 * and when an account's sequence number goes backwards, entries are sent again. Doing an entry
 * twice does it once.
 */
final class SettleJournal {
  private static final Logger LOG = LoggerFactory.getLogger(SettleJournal.class);

  /** How long an entry is kept after the store had it; tombstones live ten times as long. */
  static final long KEEP_MS = 90_000;

  private static final int BATCH = 32;
  private static final long RETRY_MS = 1000;

  /**
   * What is being sent again of what the store once had.
   *
   * @param accounts whose; null for all
   */
  private record Replay(
      PackedEntries.Place from, PackedEntries.Place to, @Nullable Set<String> accounts) {
    boolean of(String prefix) {
      return accounts == null || accounts.contains(prefix);
    }

    Replay on(PackedEntries.Place next) {
      return new Replay(next, to, accounts);
    }
  }

  private final Vertx vertx;
  private final StoreLink link;
  private final StoreClock clock;
  private final Steps steps;
  private final Consumer<JournalEntry> onRecorded;

  /** Added in this turn of the loop, by account. */
  private final Map<String, List<JournalEntry>> fresh = new LinkedHashMap<>();

  /** What did not reach the store, to be sent again. */
  private final ArrayDeque<JournalEntry> again = new ArrayDeque<>();

  private final PackedEntries recorded = new PackedEntries();
  private @Nullable Replay replay;
  private final Map<String, Long> sequences = new HashMap<>();
  private int unrecorded;
  private boolean flushing;
  private boolean sendingAgain;
  private boolean waiting;
  private boolean shortened;

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
    fresh.computeIfAbsent(entry.account().prefix(), p -> new ArrayList<>(4)).add(entry);
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
    List<JournalEntry> entries = fresh.get(prefix);
    if (entries != null && entries.stream().anyMatch(entry -> entry.endedBy(exchange))) {
      fresh.remove(prefix);
      sendFresh(entries);
    }
  }

  /** A new connection stands: the store may be another one, or have forgotten. */
  void connected() {
    replay = new Replay(recorded.start(), recorded.end(), null);
    sendAgain();
  }

  /** An account's sequence number came with a reply. */
  void sequence(String prefix, long sequence) {
    Long before = sequences.put(prefix, sequence);
    if (before != null && sequence < before) {
      replayOf(prefix);
      sendAgain();
    }
  }

  /** How many entries the store is not known to have. */
  int unrecorded() {
    return unrecorded;
  }

  /** Drops entries that the store has had for long enough. */
  void forget() {
    recorded.forget(clock.localMs() - KEEP_MS);
  }

  /** Begins anew, so that what is under way is not cut short. */
  private void replayOf(String prefix) {
    Set<String> accounts = null;
    Replay running = replay;
    if (running == null || running.accounts != null) {
      accounts = new HashSet<>(running == null ? Set.of() : running.accounts);
      accounts.add(prefix);
    }
    replay = new Replay(recorded.start(), recorded.end(), accounts);
  }

  private void flush() {
    flushing = false;
    var accounts = List.copyOf(fresh.values());
    fresh.clear();
    accounts.forEach(this::sendFresh);
  }

  private void sendFresh(List<JournalEntry> entries) {
    for (int from = 0; from < entries.size(); from += BATCH) {
      var batch = entries.subList(from, Math.min(entries.size(), from + BATCH));
      send(batch)
          .onSuccess(reply -> batch.forEach(this::wasRecorded))
          .onFailure(
              failure -> {
                again.addAll(batch);
                sendAgainLater();
              });
    }
  }

  /** One batch at a time: first what the store never had, then what it may have forgotten. */
  private void sendAgain() {
    if (sendingAgain || !link.connected()) {
      return;
    }
    if (again.isEmpty()) {
      sendRecorded();
    } else {
      sendLost();
    }
  }

  private void sendLost() {
    String prefix = again.element().account().prefix();
    var batch = new ArrayList<JournalEntry>(BATCH);
    while (batch.size() < BATCH
        && !again.isEmpty()
        && again.element().account().prefix().equals(prefix)) {
      batch.add(again.removeFirst());
    }
    sendAgain(batch, () -> batch.forEach(this::wasRecorded), () -> again.addAll(batch));
  }

  private void sendRecorded() {
    Replay running = replay;
    if (running == null) {
      return;
    }
    var batch =
        recorded.next(running.from, running.to, clock.localMs() - KEEP_MS, running::of, BATCH);
    if (batch.entries().isEmpty()) {
      replay = null;
      return;
    }
    Replay rest = running.on(batch.after());
    replay = rest;
    sendAgain(
        batch.entries(),
        () -> {},
        () -> {
          if (rest.equals(replay)) {
            replay = running;
          }
        });
  }

  private void sendAgain(List<JournalEntry> batch, Runnable sent, Runnable lost) {
    sendingAgain = true;
    send(batch)
        .onComplete(
            result -> {
              sendingAgain = false;
              if (result.succeeded()) {
                sent.run();
                sendAgain();
              } else {
                lost.run();
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

  private Future<Figures> send(List<JournalEntry> batch) {
    var args = new ArrayList<String>(3 + batch.size() * 20);
    var prefix = batch.getFirst().account().prefix();
    args.add(prefix);
    args.add(Script.LEDGER_LENGTH);
    args.add(Integer.toString(batch.size()));
    batch.forEach(entry -> entry.appendTo(args));
    long start = steps.start();
    return link.call(Script.SETTLE, args)
        .onComplete(result -> steps.took(BudgetStep.SETTLE, start))
        .onSuccess(
            reply -> {
              clock.heard(reply.at(0));
              sequence(prefix, reply.at(1));
              forget();
            });
  }

  private void wasRecorded(JournalEntry entry) {
    if (!recorded.add(entry, clock.localMs()) && !shortened) {
      shortened = true;
      LOG.warn(
          "More is charged than the journal keeps for {} s: a store that forgets its last seconds"
              + " is told less of them again",
          KEEP_MS / 1000);
    }
    unrecorded--;
    onRecorded.accept(entry);
  }
}
