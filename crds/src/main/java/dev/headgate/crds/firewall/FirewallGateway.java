package dev.headgate.crds.firewall;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Condition;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** The firewall as one gateway sees it. */
@ApiObject
public record FirewallGateway(
    @Doc(value = "Namespace of the gateway.", example = "ai")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String namespace,
    @Doc(value = "Name of the gateway.", example = "main")
        @Text(pattern = Patterns.NAME, max = 253)
        @Required
        String name,
    @Doc("Conditions that hold at this gateway.") @Items(max = 16, key = "type")
        List<Condition> conditions) {
  public FirewallGateway {
    conditions = Absent.list(conditions);
  }
}
