package dev.headgate.operator.compile;

import dev.headgate.contract.Dialect;
import dev.headgate.crds.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a kind's status shows beside its conditions. */
public sealed interface Facts {

  /**
   * Of an LlmGateway.
   *
   * @param routes accepted ones
   * @param backends accepted ones that a route targets
   * @param consumers accepted ones
   * @param refused objects of this gateway that are not accepted, of any kind
   * @param worstCaseOverspend what may be spent unrecorded while Redis is away: proxies × tenants ×
   *     failOpenCap, such as {@code 30.00 USD}; null when everything fails closed
   * @param unboundedTenants tenants that have a consumer whose calls no budget in money counts,
   *     sorted; not empty is condition {@code UnboundedSpend=True}
   */
  record OfGateway(
      int routes,
      int backends,
      int consumers,
      int refused,
      @Nullable String worstCaseOverspend,
      List<String> unboundedTenants)
      implements Facts {
    public OfGateway {
      unboundedTenants = List.copyOf(unboundedTenants);
    }
  }

  /**
   * Of an LlmRoute.
   *
   * @param dialects inbound dialects it serves
   * @param targets in the order of the manifest, those that are left out too
   */
  record OfRoute(List<Dialect> dialects, List<TargetState> targets) implements Facts {
    public OfRoute {
      dialects = List.copyOf(dialects);
      targets = List.copyOf(targets);
    }
  }

  /**
   * One target of a route.
   *
   * @param tier its tier
   * @param backend {@code namespace/name} as resolved from backendRef
   * @param model its model
   * @param ready whether it is in the snapshot; an open circuit is the proxies' to say
   * @param reason null when ready
   */
  record TargetState(
      int tier, NamespacedName backend, String model, boolean ready, @Nullable Reason reason) {}

  /**
   * Of an LlmConsumer.
   *
   * @param keyIds of its keys that let a caller in; never hashes
   */
  record OfConsumer(List<String> keyIds) implements Facts {
    public OfConsumer {
      keyIds = List.copyOf(keyIds);
    }
  }
}
