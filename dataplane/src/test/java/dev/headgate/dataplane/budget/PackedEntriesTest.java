package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Budget;
import dev.headgate.dataplane.terms.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedEntriesTest {
  @Test
  void everyFieldComesBack() {
    var charged =
        new JournalEntry(
            new AccountHold(
                "hg:{ai/t}:",
                List.of(
                    new HeldCounter("a/ü", "day:1:s", "day:1:r", Budget.Unit.Money, Long.MAX_VALUE),
                    new HeldCounter("", "", "", Budget.Unit.OutputTokens, -1))),
            "exchange.1.0",
            true,
            Long.MIN_VALUE,
            "real",
            new Usage(1, 127, 128, 0, 1L << 40, 16_384),
            new Meta("exchange", 1, ",\"tenant\":\"t€\"}"),
            null);
    var released = entry("hg:{ai/t}:", "other.2.z", null);
    var packed = new PackedEntries();
    packed.add(charged, 1_700_000_000_000L);
    packed.add(released, 1_700_000_000_001L);

    assertThat(texts(all(packed))).isEqualTo(texts(List.of(charged, released)));
  }

  @Property(seed = "1")
  void anyNumberOfAnySizeComesBack(
      @ForAll @Size(max = 200) List<@LongRange(min = Long.MIN_VALUE) Long> costs) {
    var packed = new PackedEntries();
    var entries = new ArrayList<JournalEntry>();
    for (long cost : costs) {
      var entry =
          entry("p" + (cost & 3), cost + ".1.0", new Usage(cost, cost, cost, cost, cost, cost));
      entries.add(entry);
      packed.add(entry, 5);
    }

    assertThat(texts(all(packed))).isEqualTo(texts(entries));
  }

  @Test
  void aBatchIsOfOneAccountAndOfThoseAskedFor() {
    var packed = new PackedEntries();
    for (String account : List.of("a", "b", "c", "b", "b", "a")) {
      packed.add(entry(account, "x.1.0", null), 5);
    }

    var first = packed.next(packed.start(), packed.end(), 0, Set.of("b", "c")::contains, 32);
    var second = packed.next(first.after(), packed.end(), 0, Set.of("b", "c")::contains, 32);
    var third = packed.next(second.after(), packed.end(), 0, Set.of("b", "c")::contains, 32);

    assertThat(accounts(first)).containsExactly("b");
    assertThat(accounts(second)).containsExactly("c");
    assertThat(accounts(third)).containsExactly("b", "b");
    assertThat(packed.next(third.after(), packed.end(), 0, account -> true, 32).entries())
        .as("behind them is another account's")
        .isEmpty();
  }

  @Test
  void whatCameAfterTheEndThatWasNotedIsNotRead() {
    var packed = new PackedEntries();
    packed.add(entry("a", "x.1.0", null), 5);
    var end = packed.end();
    packed.add(entry("a", "x.2.0", null), 6);

    assertThat(packed.next(packed.start(), end, 0, account -> true, 32).entries()).hasSize(1);
    assertThat(
            new PackedEntries()
                .next(new PackedEntries().start(), end, 0, account -> true, 1)
                .entries())
        .isEmpty();
  }

  @Test
  void oldOnesAreForgottenByTheChunkAndNeverReadFromAChunkThatIsLeft() {
    var packed = new PackedEntries();
    int each = 10_000;
    IntStream.range(0, each).forEach(i -> packed.add(entry("a", "old." + i, null), 100));
    var place = packed.next(packed.start(), packed.end(), 0, account -> true, 32).after();
    IntStream.range(0, each).forEach(i -> packed.add(entry("a", "new." + i, null), 200));

    packed.forget(150);

    assertThat(packed.start().chunk()).isPositive();
    var read = packed.next(place, packed.end(), 150, account -> true, each * 2).entries();
    assertThat(read).hasSize(each).allMatch(entry -> entry.id().startsWith("new."));
    packed.forget(201);
    assertThat(all(packed)).isEmpty();
  }

  @Test
  void theOldestGoWhenItIsFullAndItSaysSo() {
    var packed = new PackedEntries(2L * EntryChunk.BYTES);
    boolean room = true;
    int added = 0;
    while (room) {
      room = packed.add(entry("a", "x." + added++, null), 5);
    }

    var kept = all(packed);
    assertThat(kept).hasSizeBetween(added / 3, added - 1);
    assertThat(kept.getLast().id()).isEqualTo("x." + (added - 1));
  }

  @Test
  void textsThatAreAllDifferentTakeNoMoreThanTheirShare() {
    var packed = new PackedEntries();
    int longTexts = 1000;
    for (int i = 0; i < longTexts; i++) {
      var meta = new Meta("x", 1, "%0500d".formatted(i));
      packed.add(
          new JournalEntry(new AccountHold("a", List.of()), "x", false, 0, "", null, meta, null),
          5);
    }

    assertThat(packed.end().chunk()).isEqualTo(longTexts * 500L / EntryChunk.BYTES);
    assertThat(all(packed)).hasSize(longTexts);
  }

  private static JournalEntry entry(String account, String id, @Nullable Usage usage) {
    return new JournalEntry(
        new AccountHold(
            account, List.of(new HeldCounter("", "d:1:s", "d:1:r", Budget.Unit.Money, 10))),
        id,
        usage != null,
        usage == null ? 0 : usage.output(),
        usage == null ? "" : "real",
        usage,
        new Meta(id, 1, "}"),
        null);
  }

  private static List<JournalEntry> all(PackedEntries packed) {
    var all = new ArrayList<JournalEntry>();
    var batch = packed.next(packed.start(), packed.end(), 0, account -> true, 32);
    while (!batch.entries().isEmpty()) {
      all.addAll(batch.entries());
      batch = packed.next(batch.after(), packed.end(), 0, account -> true, 32);
    }
    return all;
  }

  /** As the script would be told. */
  private static List<List<String>> texts(List<JournalEntry> entries) {
    return entries.stream()
        .map(
            entry -> {
              var args = new ArrayList<String>(List.of(entry.account().prefix()));
              entry.appendTo(args);
              return (List<String>) args;
            })
        .toList();
  }

  private static List<String> accounts(PackedEntries.Batch batch) {
    return batch.entries().stream().map(entry -> entry.account().prefix()).toList();
  }
}
