package dev.headgate.operator.compile;

import dev.headgate.crds.Reason;
import dev.headgate.crds.firewall.FirewallMode;
import dev.headgate.crds.firewall.PromptFirewallSpec;
import dev.headgate.crds.route.LlmRouteSpec;
import java.util.Map;

/** What a route's firewallRef means for the route. */
final class FirewallStep {
  private static final String PATH = "spec.firewallRef";

  private FirewallStep() {}

  /** Refuses the route when prompts would pass that its firewall should have stopped. */
  static void check(
      Resource<LlmRouteSpec> route,
      LlmRouteSpec spec,
      Map<NamespacedName, Resource<PromptFirewallSpec>> firewalls,
      Findings findings) {
    if (spec.firewallRef() == null) {
      return;
    }
    var name = new NamespacedName(route.namespace(), spec.firewallRef().name());
    var firewall = firewalls.get(name);
    if (firewall == null || firewall.spec() == null) {
      var message = "there is no PromptFirewall " + name + ", and nothing passes without it";
      findings.unresolved(PATH, Reason.RefNotFound, message);
      findings.refuse(PATH, Reason.RefNotFound, message);
    } else if (firewall.spec().mode() == FirewallMode.Enforce) {
      findings.refuse(
          PATH,
          Reason.NotSupportedYet,
          ("PromptFirewall %s has mode Enforce, which is not built yet: nothing would be blocked;"
                  + " take it out until it is")
              .formatted(name));
    } else {
      findings.unsupported(PATH);
    }
  }
}
