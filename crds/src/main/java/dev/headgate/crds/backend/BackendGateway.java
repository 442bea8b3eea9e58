package dev.headgate.crds.backend;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Condition;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** The backend as one gateway sees it. */
@ApiObject
public record BackendGateway(
    @Doc(value = "Namespace of the gateway.", example = "ai")
        @Text(pattern = Patterns.LABEL, max = 63)
        @Required
        String namespace,
    @Doc(value = "Name of the gateway.", example = "main")
        @Text(pattern = Patterns.NAME, max = 253)
        @Required
        String name,
    @Doc("Conditions that hold at this gateway.") @Items(max = 16, key = "type")
        List<Condition> conditions,
    @Doc("Circuits, by model.") @Items(max = 64, key = "model") List<CircuitStatus> circuits,
    @Doc("What is left of the provider's limits. Atomic.") @Items(max = 64)
        List<Headroom> headroom) {
  public BackendGateway {
    conditions = Absent.list(conditions);
    circuits = Absent.list(circuits);
    headroom = Absent.list(headroom);
  }
}
