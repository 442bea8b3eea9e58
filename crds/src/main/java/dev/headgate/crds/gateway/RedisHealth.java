package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** How the store looks from the proxies. */
@ApiObject
public record RedisHealth(
    @Doc(value = "Connected when every ready proxy that reports says so.", example = "Connected")
        @Required
        RedisState state,
    @Doc(
            value = "Settings of the store that endanger a budget's promise.",
            example = "[noeviction is off]")
        @Text(max = 256)
        @Items(max = 16)
        List<String> warnings) {
  public RedisHealth {
    warnings = Absent.list(warnings);
  }
}
