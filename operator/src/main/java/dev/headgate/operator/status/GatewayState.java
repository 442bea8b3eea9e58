package dev.headgate.operator.status;

import dev.headgate.operator.compile.Compilation;
import dev.headgate.operator.compile.NamespacedName;
import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.push.Place;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one gateway at one moment.
 *
 * @param gateway which
 * @param compilation its last one
 * @param wantedPlace where the wanted snapshot stands; null before the first
 * @param since for each object, the first snapshot compiled from its present generation
 * @param fleet its proxies
 * @param persistence where its snapshot is kept
 * @param address where callers reach it, such as {@code main.ai.svc}; null when nowhere yet
 * @param conflict names of existing objects that are not ours and stand in the way; null when none
 * @param held whether the last compile waits for confirmation because most routes would go
 */
public record GatewayState(
    NamespacedName gateway,
    Compilation compilation,
    @Nullable Place wantedPlace,
    Map<ObjectKey, Place> since,
    FleetState fleet,
    Persistence persistence,
    @Nullable String address,
    @Nullable String conflict,
    boolean held) {
  public GatewayState {
    since = Map.copyOf(since);
  }

  /** How many proxies callers reach. */
  public int readyProxies() {
    return fleet.ready();
  }

  /** Whether the proxies' answers to what was pushed last are to be expected any moment. */
  public boolean answering() {
    return wantedPlace != null && fleet.answering(wantedPlace);
  }

  /** How many of them serve the wanted snapshot. */
  public int servingProxies() {
    return wantedPlace == null ? 0 : fleet.serving(wantedPlace);
  }
}
