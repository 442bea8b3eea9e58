package dev.headgate.operator.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.Test;

class AuthoritiesTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final SecureRandom random = new SecureRandom();

  @Test
  void theFirstAuthoritySignsAtOnceAndStaysUntilItsLastThird() {
    Authorities first = Authorities.first(START, random);

    assertThat(first.signer(START)).isEqualTo(first.newest());
    assertThat(first.rotated(START.plus(Duration.ofDays(200)), random)).isEqualTo(first);
    assertThat(first.trusted()).hasSize(1);
  }

  @Test
  void aProxyWhoseClockIsTenMinutesBehindBelievesWhatWasIssuedNow() throws Exception {
    Authorities first = Authorities.first(START, random);
    Identity identity = first.renewed(null, "a.b.proxy.headgate.internal", START, random);
    Date behind = Date.from(START.minus(Duration.ofMinutes(10)));

    identity.chain().getFirst().checkValidity(behind);
    first.newest().certificate().checkValidity(behind);
  }

  @Test
  void aNewAuthorityIsTrustedBeforeItSigns() {
    Authorities first = Authorities.first(START, random);
    Instant rotation = START.plus(Duration.ofDays(300));

    Authorities both = first.rotated(rotation, random);

    assertThat(both.trusted())
        .containsExactly(both.newest().certificate(), first.newest().certificate());
    assertThat(both.signer(rotation)).isEqualTo(first.newest());
    assertThat(both.signer(rotation.plus(Duration.ofHours(2)))).isEqualTo(both.newest());
  }

  @Test
  void theOldAuthorityGoesWhenEverythingItSignedHasRunOut() {
    Authorities first = Authorities.first(START, random);
    Instant rotation = START.plus(Duration.ofDays(300));
    Authorities both = first.rotated(rotation, random);

    assertThat(both.rotated(rotation.plus(Duration.ofDays(29)), random)).isEqualTo(both);
    Authorities after = both.rotated(rotation.plus(Duration.ofDays(31)), random);

    assertThat(after.trusted()).containsExactly(both.newest().certificate());
  }

  @Test
  void anIdentityIsKeptUntilItsLastThirdAndLearnsNewAuthoritiesAtOnce() {
    Authorities first = Authorities.first(START, random);
    Identity identity = first.renewed(null, "a.b.proxy.headgate.internal", START, random);
    Instant later = START.plus(Duration.ofDays(10));

    assertThat(first.renewed(identity, "a.b.proxy.headgate.internal", later, random))
        .isSameAs(identity);
    assertThat(
            first
                .renewed(
                    identity,
                    "a.b.proxy.headgate.internal",
                    START.plus(Duration.ofDays(25)),
                    random)
                .chain())
        .isNotEqualTo(identity.chain());
    Authorities both = new Authorities(Authority.create(later, random), first.newest());
    Identity widened = both.renewed(identity, "a.b.proxy.headgate.internal", later, random);
    assertThat(widened.chain()).isEqualTo(identity.chain());
    assertThat(widened.trusted()).hasSize(2);
  }

  @Test
  void whatAStrangerSignedIsIssuedAnew() {
    Authorities ours = Authorities.first(START, random);
    Identity strange =
        Authorities.first(START, random).renewed(null, "operator.headgate.internal", START, random);

    Identity own = ours.renewed(strange, "operator.headgate.internal", START, random);

    assertThat(ours.newest().signed(own.chain().getFirst())).isTrue();
  }

  @Test
  void textAndBackIsTheSame() throws Exception {
    Authority authority = Authority.create(START, random);

    assertThat(Pem.certificates(Pem.certificates(java.util.List.of(authority.certificate()))))
        .containsExactly(authority.certificate());
    assertThat(Pem.key(Pem.key(authority.key()))).isEqualTo(authority.key());
    assertThat(authority.toString()).doesNotContain("PRIVATE");
  }
}
