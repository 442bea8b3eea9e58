package dev.headgate.operator.status;

import dev.headgate.contract.Report;
import dev.headgate.operator.push.Place;
import dev.headgate.operator.push.ProxyView;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One proxy, as its surroundings and its link know it.
 *
 * @param view what the link knows
 * @param ready whether it would get calls: a pod's readiness
 * @param terminating whether it is being stopped
 */
public record Member(ProxyView view, boolean ready, boolean terminating) {

  /** Whether callers reach it, so that it must have the snapshot. */
  boolean counts() {
    return ready && !terminating && !report().map(Report::draining).orElse(false);
  }

  /** Whether it answers and serves that snapshot, a later one, or one that means the same. */
  boolean serves(Place since, @Nullable String digest) {
    return view.contact() == ProxyView.Contact.Connected && acknowledged(since, digest);
  }

  /**
   * Whether it last said that it serves that snapshot, a later one, or one that means the same. One
   * that no longer answers keeps what it has.
   */
  boolean acknowledged(Place since, @Nullable String digest) {
    return !since.isAfter(view.applied()) || (digest != null && digest.equals(view.digest()));
  }

  /** Whether its answer to that snapshot is to be expected any moment. */
  boolean answering(Place wanted, @Nullable String digest) {
    return view.contact() == ProxyView.Contact.Connecting
        || (view.contact() == ProxyView.Contact.Connected
            && view.rejected().isEmpty()
            && !serves(wanted, digest));
  }

  /** Its report while it is connected: what a lost proxy said last is no longer known. */
  Optional<Report> report() {
    return view.contact() == ProxyView.Contact.Connected
        ? Optional.ofNullable(view.report())
        : Optional.empty();
  }
}
