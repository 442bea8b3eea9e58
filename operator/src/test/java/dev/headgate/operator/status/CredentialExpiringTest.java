package dev.headgate.operator.status;

import static dev.headgate.operator.status.Fixture.BACKEND;
import static dev.headgate.operator.status.Fixture.GATEWAY;
import static dev.headgate.operator.status.Fixture.WANTED;
import static dev.headgate.operator.status.Fixture.board;
import static dev.headgate.operator.status.Fixture.good;
import static dev.headgate.operator.status.Fixture.serving;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.crds.Condition;
import dev.headgate.crds.ConditionType;
import dev.headgate.crds.KindStatus;
import dev.headgate.operator.compile.Expiries;
import dev.headgate.operator.compile.Expiry;
import dev.headgate.operator.compile.Facts;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A credential's end is told before it comes, when it comes, and no more once it was replaced. */
class CredentialExpiringTest {
  private static final Instant END = Instant.parse("2026-12-24T18:00:00Z");
  private static final Instant SOON = END.minus(Duration.ofDays(30));
  private static final Expiry KEY =
      new Expiry(
          "The API key",
          new NamespacedName("ai", "openai"),
          END,
          SOON,
          "the annotation headgate.dev/expires-at",
          ", and its end into the annotation");
  private static final Expiries ONE = new Expiries(List.of(KEY), List.of());
  private static final Expiries UNREADABLE =
      new Expiries(List.of(), List.of("the annotation is no moment"));

  static Stream<Arguments> moments() {
    return Stream.of(
        Arguments.of("there is time", ONE, SOON.minusMillis(1), "False/Valid"),
        Arguments.of("it begins to be late", ONE, SOON, "True/ExpiresSoon"),
        Arguments.of("the last moment", ONE, END.minusMillis(1), "True/ExpiresSoon"),
        Arguments.of("it is over", ONE, END, "True/Expired"),
        Arguments.of("nothing says anything", Expiries.NONE, END, "absent"),
        Arguments.of("it cannot be read", UNREADABLE, END, "Unknown/SecretInvalid"),
        Arguments.of(
            "one is over and one cannot be read",
            new Expiries(ONE.known(), UNREADABLE.unreadable()),
            END,
            "True/Expired"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("moments")
  void theConditionFollowsTheTime(String when, Expiries expiries, Instant now, String expected) {
    KindStatus status = status(BACKEND, null, expiries, now);

    assertThat(condition(status).map(c -> c.status() + "/" + c.reason()).orElse("absent"))
        .isEqualTo(expected);
    assertThat(status.condition(ConditionType.Ready)).map(Condition::status).hasValue("True");
    assertThat(status.condition(ConditionType.Stalled)).isEmpty();
  }

  @Test
  void theMessageSaysWhatAndWhereAndWhenAndWhatToDo() {
    assertThat(condition(status(BACKEND, null, ONE, SOON)).map(Condition::message))
        .hasValue(
            "The API key in Secret ai/openai ends at 2026-12-24T18:00:00Z, says the annotation"
                + " headgate.dev/expires-at: put a new one into the Secret, and its end into the"
                + " annotation; proxies take it within seconds.");
  }

  @Test
  void timeThatOnlyPassesWritesNothing() {
    KindStatus first = status(BACKEND, null, ONE, SOON);
    KindStatus later = status(BACKEND, first, ONE, END.minusMillis(1));

    assertThat(SameStatus.same(first, later)).isTrue();
  }

  @Test
  void whatIsReplacedIsToldNoMore() {
    KindStatus late = status(BACKEND, null, ONE, END);

    assertThat(condition(status(BACKEND, late, Expiries.NONE, END))).isEmpty();
  }

  @Test
  void aGatewaySaysItOfItsOwn() {
    assertThat(condition(status(GATEWAY, null, ONE, END)).map(Condition::reason))
        .hasValue("Expired");
  }

  @Test
  void eachTurnIsToldOnce() {
    KindStatus far = status(BACKEND, null, ONE, SOON.minusMillis(1));
    KindStatus soon = status(BACKEND, far, ONE, SOON);
    KindStatus over = status(BACKEND, soon, ONE, END);

    assertThat(reasons(far, soon)).containsExactly("CredentialExpiresSoon");
    assertThat(reasons(soon, soon)).isEmpty();
    assertThat(reasons(soon, over)).containsExactly("CredentialExpired");
    assertThat(reasons(over, far)).isEmpty();
    assertThat(reasons(null, over)).contains("CredentialExpired");
  }

  private static List<String> reasons(@Nullable KindStatus before, KindStatus after) {
    return Notices.between(before, after).stream().map(Notice::reason).toList();
  }

  private static Optional<Condition> condition(KindStatus status) {
    return status.condition(ConditionType.CredentialExpiring);
  }

  private static KindStatus status(
      ObjectKey key, @Nullable KindStatus before, Expiries expiries, Instant now) {
    Facts facts = key.equals(GATEWAY) ? new Facts.OfGateway(1, 1, 1, 0, null, List.of()) : null;
    return Statuses.of(
            key,
            1,
            before,
            board(List.of(serving("a", WANTED)), good(key, 1, facts, expiries)),
            now)
        .orElseThrow();
  }
}
