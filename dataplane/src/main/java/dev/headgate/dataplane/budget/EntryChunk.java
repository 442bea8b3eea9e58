package dev.headgate.dataplane.budget;

import dev.headgate.contract.Budget;
import dev.headgate.dataplane.terms.Usage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A byte array of journal entries. Numbers are written in as few bytes as they need (seven bits in
 * each, zigzag), and texts that come again, such as an account's or a window's, once.
 */
final class EntryChunk {
  /** Its size. Small enough to be forgotten soon, large enough for texts to come again. */
  static final int BYTES = 128 << 10;

  /**
   * One that was packed.
   *
   * @param end where the next one begins
   */
  record Read(JournalEntry entry, long recordedAtMs, int end) {}

  private final ByteBuf bytes = Unpooled.buffer(BYTES, BYTES);
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private long newestMs;
  private int textChars;

  /** When the store took the newest one, ms. */
  long newestMs() {
    return newestMs;
  }

  /** Where the next entry will stand. */
  int length() {
    return bytes.writerIndex();
  }

  void clear() {
    bytes.clear();
    numbers.clear();
    texts.clear();
    textChars = 0;
  }

  /** False when it has no room for it: bytes, or texts of as many characters, are full. */
  boolean add(JournalEntry entry, long recordedAtMs) {
    if (bytes.writableBytes() < longest(entry) || textChars > BYTES) {
      return false;
    }
    newestMs = recordedAtMs;
    write(recordedAtMs);
    again(entry.account().prefix());
    once(entry.id());
    bytes.writeBoolean(entry.charge());
    write(entry.cost());
    again(entry.kind());
    Usage usage = entry.usage();
    bytes.writeBoolean(usage != null);
    if (usage != null) {
      write(usage.uncachedInput());
      write(usage.cacheRead());
      write(usage.cacheWrite());
      write(usage.cacheWriteLong());
      write(usage.output());
      write(usage.reasoning());
    }
    once(entry.meta().exchange);
    write(entry.meta().attempt);
    again(entry.meta().rest);
    write(entry.account().counters().size());
    for (HeldCounter counter : entry.account().counters()) {
      again(counter.scope());
      again(counter.settled());
      again(counter.reserved());
      again(counter.unit().name());
      write(counter.held());
    }
    return true;
  }

  /** The entry that stands there; nobody owes for it any more. */
  Read read(int offset) {
    var in = bytes.duplicate().readerIndex(offset);
    long recordedAtMs = number(in);
    String prefix = again(in);
    String id = once(in);
    boolean charge = in.readBoolean();
    long cost = number(in);
    String kind = again(in);
    Usage usage =
        in.readBoolean()
            ? new Usage(number(in), number(in), number(in), number(in), number(in), number(in))
            : null;
    var meta = new Meta(once(in), (int) number(in), again(in));
    int size = (int) number(in);
    var counters = new ArrayList<HeldCounter>(size);
    for (int i = 0; i < size; i++) {
      counters.add(
          new HeldCounter(
              again(in), again(in), again(in), Budget.Unit.valueOf(again(in)), number(in)));
    }
    var account = new AccountHold(prefix, counters);
    var entry = new JournalEntry(account, id, charge, cost, kind, usage, meta, null);
    return new Read(entry, recordedAtMs, in.readerIndex());
  }

  /** As many bytes as it can take at most: ten for each number. */
  private static int longest(JournalEntry entry) {
    return 160
        + ByteBufUtil.utf8MaxBytes(entry.id())
        + ByteBufUtil.utf8MaxBytes(entry.meta().exchange)
        + entry.account().counters().size() * 50;
  }

  /** A text of which others of its kind are different. */
  private void once(String text) {
    write(ByteBufUtil.utf8Bytes(text));
    ByteBufUtil.writeUtf8(bytes, text);
  }

  private static String once(ByteBuf in) {
    return in.readCharSequence((int) number(in), StandardCharsets.UTF_8).toString();
  }

  /** A text that was probably there before. */
  private void again(String text) {
    Integer known = numbers.get(text);
    if (known == null) {
      known = texts.size();
      numbers.put(text, known);
      texts.add(text);
      textChars += text.length();
    }
    write(known);
  }

  private String again(ByteBuf in) {
    return texts.get((int) number(in));
  }

  private void write(long value) {
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      bytes.writeByte((int) (rest | 0x80));
      rest >>>= 7;
    }
    bytes.writeByte((int) rest);
  }

  private static long number(ByteBuf in) {
    long rest = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.readByte();
      rest |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return (rest >>> 1) ^ -(rest & 1);
      }
    }
  }
}
