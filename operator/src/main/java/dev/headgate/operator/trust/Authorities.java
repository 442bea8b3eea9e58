package dev.headgate.operator.trust;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The authority in use and, around a rotation, the one before it. A new authority is first only
 * trusted: it signs once every proxy has had the time to load it, and the old one stays trusted
 * until everything it signed has run out.
 *
 * @param newest made last
 * @param previous the one before; null when there is none that still counts
 */
public record Authorities(Authority newest, @Nullable Authority previous) {

  /** How long a mounted Secret may take to reach a running proxy, with a wide margin. */
  public static final Duration SPREADING = Duration.ofHours(1);

  /** The first authority: nobody needs to learn of it, so it signs at once. */
  public static Authorities first(Instant now, SecureRandom random) {
    return new Authorities(Authority.create(now, random), null);
  }

  /** These, or their successors when it is time. Equal when nothing is to be done. */
  public Authorities rotated(Instant now, SecureRandom random) {
    if (isLastThird(newest.certificate(), now)) {
      return new Authorities(Authority.create(now, random), newest);
    }
    Authority old = previous;
    if (old != null && now.isAfter(since(newest).plus(SPREADING).plus(Authority.LEAF_LIFE))) {
      return new Authorities(newest, null);
    }
    return this;
  }

  /** Who signs now. */
  public Authority signer(Instant now) {
    Authority old = previous;
    boolean spread = now.isAfter(since(newest).plus(SPREADING));
    boolean oldStillValid =
        old != null && now.isBefore(old.certificate().getNotAfter().toInstant());
    return old == null || spread || !oldStillValid ? newest : old;
  }

  /** Everyone whose signature counts. */
  public List<X509Certificate> trusted() {
    Authority old = previous;
    return old == null
        ? List.of(newest.certificate())
        : List.of(newest.certificate(), old.certificate());
  }

  /**
   * The identity, or a new one for the same name when it is absent, is in its last third, comes
   * from nobody trusted, or trusts others than it should.
   */
  public Identity renewed(
      @Nullable Identity identity, String dnsName, Instant now, SecureRandom random) {
    if (identity != null && ours(identity.chain().getFirst())) {
      if (!isLastThird(identity.chain().getFirst(), now)) {
        return identity.trusted().equals(trusted())
            ? identity
            : new Identity(identity.chain(), identity.key(), trusted());
      }
    }
    return signer(now).issue(dnsName, now, random, trusted());
  }

  private boolean ours(X509Certificate leaf) {
    Authority old = previous;
    return newest.signed(leaf) || (old != null && old.signed(leaf));
  }

  private static boolean isLastThird(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    return now.isAfter(to.minus(Duration.between(from, to).dividedBy(3)));
  }

  private static Instant since(Authority authority) {
    return authority.certificate().getNotBefore().toInstant();
  }
}
