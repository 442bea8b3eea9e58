package dev.headgate.dataplane.budget;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Journal entries in the order in which the store took them, packed into a few byte arrays: tens of
 * thousands of small objects that live for a minute and a half would be copied by every garbage
 * collection of a busy proxy. Whole chunks are forgotten and used again.
 */
final class PackedEntries {
  /** Bytes kept at most, texts apart; at about 80 an entry it is 9,000 a second for 90 s. */
  static final long MAX_BYTES = 64L << 20;

  private static final int SPARE_CHUNKS = 4;

  /** A place between two entries. */
  record Place(long chunk, int offset) {}

  /**
   * Entries of one account that follow each other.
   *
   * @param entries none when there are no more
   * @param after the place behind them
   */
  record Batch(List<JournalEntry> entries, Place after) {}

  private final ArrayDeque<EntryChunk> chunks = new ArrayDeque<>();
  private final ArrayDeque<EntryChunk> spare = new ArrayDeque<>();
  private final int maxChunks;

  /** The number of the oldest chunk that is there. */
  private long first;

  PackedEntries() {
    this(MAX_BYTES);
  }

  PackedEntries(long maxBytes) {
    maxChunks = Math.max(2, (int) (maxBytes / EntryChunk.BYTES));
  }

  /**
   * Adds one.
   *
   * @param nowMs when the store took it; never less than before
   * @return false when the oldest ones had to be forgotten for it
   */
  boolean add(JournalEntry entry, long nowMs) {
    EntryChunk last = chunks.peekLast();
    if (last != null && last.add(entry, nowMs)) {
      return true;
    }
    boolean room = chunks.size() < maxChunks;
    if (!room) {
      dropOldest();
    }
    EntryChunk fresh = spare.isEmpty() ? new EntryChunk() : spare.removeLast();
    chunks.addLast(fresh);
    if (!fresh.add(entry, nowMs)) {
      throw new IllegalStateException("a journal entry is larger than a chunk");
    }
    return room;
  }

  /** Drops what is older as far as whole chunks are. */
  void forget(long beforeMs) {
    EntryChunk oldest;
    while ((oldest = chunks.peekFirst()) != null && oldest.newestMs() < beforeMs) {
      dropOldest();
    }
  }

  Place start() {
    return new Place(first, 0);
  }

  Place end() {
    EntryChunk last = chunks.peekLast();
    return last == null ? start() : new Place(first + chunks.size() - 1, last.length());
  }

  /**
   * The next entries of one account.
   *
   * @param from where to begin
   * @param to where to end
   * @param notBeforeMs older ones are passed over
   * @param accounts whose prefixes are wanted
   * @param most how many at most
   */
  Batch next(Place from, Place to, long notBeforeMs, Predicate<String> accounts, int most) {
    var entries = new ArrayList<JournalEntry>(most);
    String prefix = null;
    Place place = from.chunk() < first ? start() : from;
    while (entries.size() < most) {
      EntryChunk chunk = at(place.chunk());
      if (chunk == null
          || place.chunk() > to.chunk()
          || (place.chunk() == to.chunk() && place.offset() >= to.offset())) {
        break;
      }
      if (place.offset() >= chunk.length()) {
        place = new Place(place.chunk() + 1, 0);
        continue;
      }
      var read = chunk.read(place.offset());
      String account = read.entry().account().prefix();
      if (read.recordedAtMs() >= notBeforeMs && accounts.test(account)) {
        if (prefix != null && !prefix.equals(account)) {
          break;
        }
        prefix = account;
        entries.add(read.entry());
      }
      place = new Place(place.chunk(), read.end());
    }
    return new Batch(entries, place);
  }

  private @Nullable EntryChunk at(long number) {
    long index = number - first;
    if (index < 0 || index >= chunks.size()) {
      return null;
    }
    for (EntryChunk chunk : chunks) {
      if (index-- == 0) {
        return chunk;
      }
    }
    return null;
  }

  private void dropOldest() {
    EntryChunk oldest = chunks.removeFirst();
    first++;
    if (spare.size() < SPARE_CHUNKS) {
      oldest.clear();
      spare.addLast(oldest);
    }
  }
}
