package dev.headgate.operator.compile;

import dev.headgate.contract.Snapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for one gateway.
 *
 * @param snapshot epoch and sequence 0: the pushing side gives them; the digest is set
 * @param verdicts one for each object that belongs to this gateway or that one of its objects uses
 * @param validUntil when the same objects are to be looked at again: a price changes, a credential
 *     ends or is about to; null when time changes nothing
 */
public record Compilation(
    Snapshot snapshot, Map<ObjectKey, Verdict> verdicts, @Nullable Instant validUntil) {
  public Compilation {
    verdicts = Collections.unmodifiableMap(new TreeMap<>(verdicts));
  }
}
