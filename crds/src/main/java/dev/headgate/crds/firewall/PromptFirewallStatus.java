package dev.headgate.crds.firewall;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Condition;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.Problem;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Range;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a firewall. */
@ApiObject
public record PromptFirewallStatus(
    @Doc(value = "Generation of the spec that this status speaks of.", example = "3")
        @Range(min = 0, max = 9000000000000000L)
        @Nullable Long observedGeneration,
    @Doc("What holds, by type: Accepted, ResolvedRefs, Programmed, the summary Ready and others.")
        @Items(max = 16, key = "type")
        List<Condition> conditions,
    @Doc("What is wrong or not done, field by field; the first 16. Atomic.") @Items(max = 16)
        List<Problem> problems,
    @Doc("One entry for each gateway with a route that refers to it.")
        @Items(
            max = 128,
            key = {"namespace", "name"})
        List<FirewallGateway> gateways)
    implements KindStatus {
  public PromptFirewallStatus {
    conditions = Absent.list(conditions);
    problems = Absent.list(problems);
    gateways = Absent.list(gateways);
  }
}
