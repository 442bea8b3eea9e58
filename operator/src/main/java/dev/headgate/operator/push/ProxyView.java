package dev.headgate.operator.push;

import dev.headgate.contract.Acknowledgement;
import dev.headgate.contract.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one proxy.
 *
 * @param proxy which
 * @param contact whether it answers
 * @param applied where the snapshot stands that it serves; {@link Place#NONE} when none or unknown
 * @param digest of what it serves; null when nothing is or nothing is known
 * @param rejected why it did not take the snapshot last offered; empty when it did
 * @param report its last report; null before the first
 */
public record ProxyView(
    ProxyEndpoint proxy,
    Contact contact,
    Place applied,
    @Nullable String digest,
    List<Acknowledgement.Problem> rejected,
    @Nullable Report report) {

  /** Whether a proxy answers. */
  public enum Contact {
    /** No answer yet since the link began, and no reason to give up on it. */
    Connecting,
    /** The last call was answered. */
    Connected,
    /** The last call was not answered. */
    Lost
  }

  static ProxyView connecting(ProxyEndpoint proxy) {
    return new ProxyView(proxy, Contact.Connecting, Place.NONE, null, List.of(), null);
  }

  ProxyView acknowledged(Acknowledgement acknowledgement) {
    return new ProxyView(
        proxy,
        Contact.Connected,
        Place.of(acknowledgement),
        acknowledgement.digest(),
        acknowledgement.problems(),
        report);
  }

  /**
   * While a proxy stays connected it never goes back: a report that was on its way when a push was
   * acknowledged is older than the acknowledgement.
   */
  ProxyView reported(Report next) {
    if (contact == Contact.Connected && applied.isAfter(Place.of(next))) {
      return new ProxyView(proxy, contact, applied, digest, rejected, next);
    }
    return new ProxyView(proxy, Contact.Connected, Place.of(next), next.digest(), rejected, next);
  }

  ProxyView lost() {
    return in(Contact.Lost);
  }

  ProxyView in(Contact other) {
    return new ProxyView(proxy, other, applied, digest, rejected, report);
  }
}
