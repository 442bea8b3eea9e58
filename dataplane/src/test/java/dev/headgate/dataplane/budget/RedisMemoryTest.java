package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.translate.Kept;
import dev.headgate.dataplane.memory.Memory;
import dev.headgate.dataplane.memory.Memory.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is kept between turns. */
final class RedisMemoryTest {
  private static final Place SHOP = new Place("shop", "ai/checkout", null);
  private static final Realm CLAUDE = new Realm("anthropic", "claude", "");
  private static Store store;

  @BeforeAll
  static void start() {
    store = new Store(RedisProcess.newest());
  }

  @AfterAll
  static void stop() {
    store.close();
  }

  @AfterEach
  void forget() {
    store.wire.call("FLUSHALL");
  }

  static Kept kept(String callId, String thought, String signature) {
    var marks = Marks.NONE.withOpaque(List.of(new Opaque(CLAUDE, "signature", signature)));
    return new Kept(callId, List.of(new Part.Reasoning(thought, false, marks)), List.of());
  }

  static void keep(Loop loop, Place place, Kept... kept) {
    Loop.join(loop.later(() -> loop.budgets().memory().keep(place, List.of(kept))));
  }

  static Map<String, Kept> recall(Loop loop, Place place, String... ids) {
    var asked = new LinkedHashSet<>(List.of(ids));
    return Loop.join(loop.later(() -> loop.budgets().memory().recall(place, asked)));
  }

  @Test
  void anotherProxyFindsItByteForByte() {
    var one = kept("toolu_1", "Straße \uD83D\uDE00\n\"quoted\"", "c2lnbmF0dXJl+/=");
    var two = kept("functions.weather:0 {x}", "", "b");

    keep(store.loop(), SHOP, one, two);

    assertThat(recall(store.loop(), SHOP, "toolu_1", "functions.weather:0 {x}", "unknown"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("toolu_1", one, "functions.weather:0 {x}", two));
  }

  @Test
  void nobodyElseFindsIt() {
    var loop = store.loop();
    keep(loop, SHOP, kept("toolu_1", "a", "s"));
    keep(loop, new Place("shop", "ai/checkout", "s1"), kept("toolu_2", "b", "s"));

    assertThat(recall(loop, new Place("shop", "ai/other", null), "toolu_1")).isEmpty();
    assertThat(recall(loop, new Place("other", "ai/checkout", null), "toolu_1")).isEmpty();
    assertThat(recall(loop, new Place("shop", "ai/checkout", "s1"), "toolu_1", "toolu_2"))
        .containsOnlyKeys("toolu_2");
    assertThat(recall(loop, SHOP, "toolu_1", "toolu_2")).containsOnlyKeys("toolu_1");
  }

  @Test
  void itIsKeptForADay() {
    keep(store.loop(), SHOP, kept("toolu_1", "a", "s"));

    assertThat(store.wire.list("KEYS", "hg:*:{t:shop}:k*"))
        .hasSize(3)
        .allSatisfy(
            key ->
                assertThat((Long) store.wire.call("PTTL", (String) key))
                    .isBetween(86_000_000L, 86_400_000L));
  }

  @Test
  void whatIsTooLargeIsNotKeptAndThatIsSaid() {
    var loop = store.loop();
    var large = kept("toolu_2", "x".repeat(Memory.MOST_BYTES), "s");

    assertThatThrownBy(() -> keep(loop, SHOP, kept("toolu_1", "a", "s"), large))
        .hasMessageContaining("524288 bytes of one call");

    assertThat(recall(loop, SHOP, "toolu_1", "toolu_2")).containsOnlyKeys("toolu_1");
  }

  @Test
  void aTenantsOldestMakeRoomForItsNewest() {
    var loop = store.loop();
    int half = Memory.MOST_BYTES / 2;
    int fit = RedisMemory.TENANT_BYTES / half;
    for (int i = 0; i < fit + 3; i++) {
      keep(loop, SHOP, kept("toolu_" + i, "x".repeat(half), "s"));
    }
    keep(loop, new Place("other", "ai/other", null), kept("toolu_0", "a", "s"));

    assertThat(recall(loop, SHOP, "toolu_0", "toolu_1", "toolu_2")).isEmpty();
    assertThat(recall(loop, SHOP, "toolu_" + (fit + 2), "toolu_" + (fit + 1))).hasSize(2);
    assertThat(Long.parseLong((String) store.wire.call("GET", "hg:ai/main:{t:shop}:keptbytes")))
        .isLessThanOrEqualTo(RedisMemory.TENANT_BYTES);
    assertThat(recall(loop, new Place("other", "ai/other", null), "toolu_0")).hasSize(1);
  }

  @Test
  void ofALongHistoryTheLastCallsAreAskedForInOneCommand() {
    var loop = store.loop();
    var all = new ArrayList<Kept>();
    IntStream.range(0, 200).forEach(i -> all.add(kept("toolu_" + i, "a", "s")));
    keep(loop, SHOP, all.toArray(Kept[]::new));
    var before = commands("mget");

    var found = recall(loop, SHOP, all.stream().map(Kept::callId).toArray(String[]::new));

    assertThat(commands("mget") - before).isEqualTo(1);
    assertThat(found)
        .hasSize(Memory.MOST_CALLS)
        .containsKey("toolu_199")
        .doesNotContainKey("toolu_0");
  }

  private static long commands(String name) {
    var head = "cmdstat_" + name + ":calls=";
    return ((String) store.wire.call("INFO", "commandstats"))
        .lines()
        .filter(line -> line.startsWith(head))
        .mapToLong(line -> Long.parseLong(line.substring(head.length(), line.indexOf(','))))
        .sum();
  }

  @Test
  void aGatewayWithoutAStoreKeepsNothingAndSaysSo() {
    var loop = store.loop(Store.proxy(), Given.snapshot(null));

    assertThat(recall(loop, SHOP, "toolu_1")).isEmpty();
    assertThatThrownBy(() -> keep(loop, SHOP, kept("toolu_1", "a", "s")))
        .hasMessageContaining("the gateway has no redis");
  }
}
