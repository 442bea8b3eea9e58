package dev.headgate.crds;

import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import java.util.List;
import java.util.Map;

/** Who calls: values of one list are OR, fields are AND, an absent field matches all. */
@ApiObject
public record ConsumerMatch(
    @Doc(value = "Names of LlmConsumers.", example = "[checkout]")
        @Text(pattern = Patterns.NAME, max = 253)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out to match every consumer") List<String> names,
    @Doc(value = "Tenants of the consumers.", example = "[shop]")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out to match every tenant") List<String> tenants,
    @Doc(value = "Teams of the consumers.", example = "[payments]")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out to match every team") List<String> teams,
    @Doc(value = "Tiers of the consumers.", example = "[paid]")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Items(max = 16, unique = true)
        @NotEmpty("leave it out to match every tier") List<String> tiers,
    @Doc(value = "Labels that an LlmConsumer must have, all of them.", example = "{plan: standard}")
        @Text(pattern = Patterns.LABEL_VALUE, max = 63)
        @Items(max = 16)
        @NotEmpty("leave it out to match every consumer") Map<String, String> matchLabels) {
  public ConsumerMatch {
    names = Absent.list(names);
    tenants = Absent.list(tenants);
    teams = Absent.list(teams);
    tiers = Absent.list(tiers);
    matchLabels = Absent.map(matchLabels);
  }
}
