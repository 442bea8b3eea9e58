package dev.headgate.operator.compile;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Gateway;
import dev.headgate.contract.Route;
import dev.headgate.crds.Reason;
import dev.headgate.crds.backend.ProviderBackendSpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The backends that one gateway's routes target and may use; each is compiled once, when first
 * asked for.
 */
final class BackendSet {
  private final Map<NamespacedName, Resource<ProviderBackendSpec>> byName = new HashMap<>();
  private final Map<NamespacedName, CompiledBackend> compiled = new TreeMap<>(Attachment.ORDER);
  private final Permissions permissions;
  private final Gateway gateway;
  private final Secrets secrets;
  private final Prices prices;

  BackendSet(
      List<Resource<ProviderBackendSpec>> all,
      Permissions permissions,
      Gateway gateway,
      Secrets secrets,
      Prices prices) {
    this.permissions = permissions;
    this.gateway = gateway;
    this.secrets = secrets;
    this.prices = prices;
    all.forEach(b -> byName.put(Attachment.nameOf(b), b));
  }

  /** Whether a route's namespace may refer to that backend. */
  static boolean mayUse(
      Permissions permissions, Resource<?> route, Resource<ProviderBackendSpec> backend) {
    return backend.spec() != null
        && permissions.allows(
            backend.spec().allowedRoutes(), backend.namespace(), route.namespace());
  }

  /** Null when it does not exist or may not be used: the route must not learn which. */
  @Nullable CompiledBackend usableBy(Resource<LlmRouteSpec> route, NamespacedName name) {
    var backend = byName.get(name);
    return backend != null && mayUse(permissions, route, backend)
        ? compiled.computeIfAbsent(name, n -> compile(backend))
        : null;
  }

  private CompiledBackend compile(Resource<ProviderBackendSpec> backend) {
    var findings = new Findings(backend);
    var one = BackendStep.isolated(backend, secrets, prices, findings);
    if (one.backend() != null) {
      var objection = Upstream.objection(one.backend().baseUrl(), gateway.upstreams());
      if (objection != null) {
        findings.refuse("spec.baseUrl", Reason.AddressNotAllowed, objection);
      }
      var google = one.backend().googleAccount();
      var tokens =
          google == null ? null : Upstream.objection(google.tokenUrl(), gateway.upstreams());
      if (tokens != null) {
        findings.refuse(
            "spec.credentials.googleServiceAccount.secretKeyRef",
            Reason.AddressNotAllowed,
            "the account's token_uri: " + tokens);
      }
    }
    return one;
  }

  /**
   * Those that the routes' remaining targets name, by id.
   *
   * @param verdicts takes the verdict of every backend, carried or not
   */
  List<Backend> carriedBy(List<Route> routes, BiConsumer<Resource<?>, Verdict> verdicts) {
    var targeted = new HashSet<String>();
    routes.forEach(r -> r.targets().forEach(t -> targeted.add(t.backend())));
    var carried = new ArrayList<Backend>();
    for (var one : compiled.values()) {
      boolean inUse = one.usable() && targeted.contains(one.object().id());
      verdicts.accept(one.object(), one.findings().verdict(inUse, null));
      if (inUse && one.backend() != null) {
        carried.add(one.backend());
      }
    }
    return carried;
  }
}
