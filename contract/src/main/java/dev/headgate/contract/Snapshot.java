package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The whole compiled configuration of one gateway. It holds provider credentials and is only ever
 * sent over mutual TLS or stored in a Secret; {@link #toString()} shows none of it.
 *
 * @param formatVersion the format this was written in, {@link #FORMAT_VERSION} at the time
 * @param minReader the oldest {@link #FORMAT_VERSION} that reads it without losing meaning; an
 *     older proxy answers 422
 * @param epoch which term of leading compiled it; taken anew at every start of leading
 * @param sequence counts within the epoch from 1; pairs order snapshots, epoch first
 * @param digest {@code sha256:} and 64 hex digits over the canonical bytes of the rest without
 *     epoch, sequence and digest; equal digests mean equal behaviour
 * @param gateway what holds for every call
 * @param backends every backend that a route of this gateway targets, by id
 * @param routes every route of this gateway, refused ones too: they keep their match
 * @param budgets every budget of this gateway, refused ones too: calls they select fail closed
 * @param consumers every consumer that may call this gateway
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Snapshot(
    int formatVersion,
    int minReader,
    long epoch,
    long sequence,
    String digest,
    Gateway gateway,
    List<Backend> backends,
    List<Route> routes,
    List<Budget> budgets,
    List<Consumer> consumers) {

  /** The format that this build writes and reads. */
  public static final int FORMAT_VERSION = 1;

  public Snapshot {
    backends = Lists.copy(backends);
    routes = Lists.copy(routes);
    budgets = Lists.copy(budgets);
    consumers = Lists.copy(consumers);
  }

  /** Whether this one is later than (epoch, sequence). */
  public boolean isAfter(long otherEpoch, long otherSequence) {
    return epoch > otherEpoch || (epoch == otherEpoch && sequence > otherSequence);
  }

  /** The same content at another place in the order. */
  public Snapshot at(long newEpoch, long newSequence, String newDigest) {
    return new Snapshot(
        formatVersion,
        minReader,
        newEpoch,
        newSequence,
        newDigest,
        gateway,
        backends,
        routes,
        budgets,
        consumers);
  }

  @Override
  public String toString() {
    return "Snapshot[" + gateway.id() + " " + epoch + "." + sequence + " " + digest + "]";
  }
}
