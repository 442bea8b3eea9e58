package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** CPU and memory of a container. */
@ApiObject
public record ComputeResources(
    @Doc(
            value = "What is kept free for a proxy, by resource.",
            byDefault = "cpu 1, memory 512Mi",
            example = "{cpu: \"1\", memory: 512Mi}")
        @Items(max = 8)
        Map<String, Quantity> requests,
    @Doc(
            value =
                "What a proxy may use at most, by resource. A quarter of the memory is for requests"
                    + " that are being read, unless limits.maxBufferedSize says otherwise.",
            byDefault = "memory 1Gi",
            example = "{memory: 1Gi}")
        @Items(max = 8)
        Map<String, Quantity> limits) {
  public ComputeResources {
    requests = Absent.map(requests);
    limits = Absent.map(limits);
  }
}
