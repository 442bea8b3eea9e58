package dev.headgate.dataplane.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Refusal;
import dev.headgate.contract.Snapshot;
import dev.headgate.dataplane.identity.Identification.Ambiguous;
import dev.headgate.dataplane.identity.Identification.ConsumerRefused;
import dev.headgate.dataplane.identity.Identification.Known;
import dev.headgate.dataplane.identity.Identification.Reason;
import dev.headgate.dataplane.identity.Identification.Unknown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  private static final String KEY = "hg_abcd1234_sEcret-with_under_scores";
  private static final String OTHER = "hg_abcd1234_another";

  @Test
  void aKeyLetsItsConsumerInUnderItsId() {
    var shop = consumer("ai/shop", null, KEY);
    var ring = ring(true, consumer("ai/else", null, "hg_zzzz_1"), shop);

    assertThat(ring.identify(KEY)).isEqualTo(new Known(shop, "abcd1234"));
  }

  @Test
  void ofTwoConsumersWithTheSameKeyIdEachIsKnownByItsSecret() {
    var one = consumer("ai/one", null, KEY);
    var two = consumer("ai/two", null, OTHER);
    var ring = ring(true, one, two);

    assertThat(ring.identify(KEY)).isEqualTo(new Known(one, "abcd1234"));
    assertThat(ring.identify(OTHER)).isEqualTo(new Known(two, "abcd1234"));
  }

  @Test
  void whileAKeyIsRotatedTheOldAndTheNewOneLetIn() {
    var shop = consumer("ai/shop", null, KEY, "hg_ef99_new");
    var ring = ring(true, shop);

    assertThat(ring.identify(KEY)).isEqualTo(new Known(shop, "abcd1234"));
    assertThat(ring.identify("hg_ef99_new")).isEqualTo(new Known(shop, "ef99"));
  }

  @Test
  void aKeyOfARefusedConsumerSaysWhy() {
    var refusal = new Refusal("NotSupportedYet", "rateLimits are not built yet");
    var shop = consumer("ai/shop", refusal, KEY);

    assertThat(ring(true, shop).identify(KEY)).isEqualTo(new ConsumerRefused(shop, refusal));
  }

  @Test
  void aKeyGivenToTwoConsumersIsNobodys() {
    var ring = ring(true, consumer("ai/two", null, KEY), consumer("ai/one", null, KEY));

    assertThat(ring.identify(KEY)).isEqualTo(new Ambiguous(List.of("ai/one", "ai/two")));
  }

  @Test
  void aKeyListedTwiceByOneConsumerIsStillIts() {
    var shop = consumer("ai/shop", null, KEY, KEY);

    assertThat(ring(true, shop).identify(KEY)).isEqualTo(new Known(shop, "abcd1234"));
  }

  @Test
  void nobodyComesInByKeyWhereTheGatewayTakesNone() {
    assertThat(ring(false, consumer("ai/shop", null, KEY)).identify(KEY))
        .isEqualTo(new Unknown(Reason.KeysNotAccepted));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hg_abcd1234_sEcret-with_under_score",
        "hg_abcd1234_sEcret-with_under_scoresX",
        "hg_ABCD1234_sEcret-with_under_scores",
        "hg_nobody_sEcret-with_under_scores"
      })
  void aKeyOfTheRightFormThatNobodyHasMatchesNobody(String presented) {
    assertThat(ring(true, consumer("ai/shop", null, KEY)).identify(presented))
        .isEqualTo(new Unknown(Reason.NoMatch));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sk-something",
        "hg_",
        "hg_abcd1234",
        "hg_abcd1234_",
        "hg_abc_short-id",
        "hg_abcdefghijklmnopqrstuvwxyz1234567_long-id",
        "hg_ab-cd_minus",
        "hg_äbcd_umlaut",
        " hg_abcd1234_x",
        "HG_abcd1234_x"
      })
  void whatIsNoKeyIsMalformed(String presented) {
    assertThat(ring(true, consumer("ai/shop", null, KEY)).identify(presented))
        .isEqualTo(new Unknown(Reason.Malformed));
  }

  @Test
  void anOverlongKeyIsNotEvenHashed() {
    var presented = "hg_abcd1234_" + "x".repeat(100_000);

    assertThat(ring(true, consumer("ai/shop", null, presented)).identify(presented))
        .isEqualTo(new Unknown(Reason.Malformed));
  }

  private static KeyRing ring(boolean apiKeys, Consumer... consumers) {
    var gateway =
        new Gateway(
            "ai/main",
            null,
            null,
            apiKeys,
            new Gateway.Limits(1, 1, 1, 1, 1, 1, 1, 1),
            new Gateway.Upstreams(List.of()),
            "USD",
            15);
    return KeyRing.of(
        new Snapshot(
            1, 1, 1, 1, "sha256:", gateway, List.of(), List.of(), List.of(), List.of(consumers)));
  }

  private static Consumer consumer(String id, @Nullable Refusal refused, String... keys) {
    var hashes = List.of(keys).stream().map(KeyRingTest::hash).toList();
    return new Consumer(
        id, refused, "t", null, null, null, Map.of(), hashes, null, List.of(), List.of());
  }

  private static Consumer.Key hash(String key) {
    try {
      var sha256 =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new Consumer.Key(key.split("_", 3)[1], HexFormat.of().formatHex(sha256));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
