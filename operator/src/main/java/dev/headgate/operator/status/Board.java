package dev.headgate.operator.status;

import dev.headgate.operator.compile.ObjectKey;
import dev.headgate.operator.compile.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that statuses are made of, at one moment.
 *
 * @param looked the generation of each object that the last compile looked at
 * @param unattached what compile says about objects that belong to no gateway
 * @param gateways one for each gateway, by namespace and name
 * @param listFailure which kind cannot be listed and why; null when every kind can
 */
public record Board(
    Map<ObjectKey, Long> looked,
    Map<ObjectKey, Verdict> unattached,
    List<GatewayState> gateways,
    @Nullable String listFailure) {

  /** Before anything was looked at. */
  public static final Board EMPTY = new Board(Map.of(), Map.of(), List.of(), null);

  public Board {
    looked = Map.copyOf(looked);
    unattached = Map.copyOf(unattached);
    gateways =
        gateways.stream()
            .sorted(Comparator.comparing(state -> state.gateway().toString()))
            .toList();
  }
}
