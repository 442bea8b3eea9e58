package dev.headgate.crds.drill;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** A planned failover and its last verdict. */
@ApiObject
@ValidationRule(
    value = "(self.fault == 'Latency') == has(self.latency)",
    message = "latency is needed with fault: Latency and only then")
@ValidationRule(
    value =
        "!has(self.latency) || duration(self.latency) < duration(self.duration) ||"
            + " !self.latency.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$') ||"
            + " !self.duration.matches('^([0-9]{1,5}(h|m|s|ms)){1,4}$')",
    message = "latency must be shorter than duration, else no answer could come",
    fieldPath = ".latency")
public record FailoverDrillSpec(
    @Doc(value = "LlmRoute in the same namespace.", example = "{name: coding-agent}") @Required
        LocalRef routeRef,
    @Doc("Target of the route that fails.") @Required DrillTarget target,
    @Doc(
            value =
                "Outage: it answers 503. RateLimit: it answers 429. Latency: it answers later."
                    + " StreamCut: its streams end early.",
            example = "Outage")
        @Required
        Fault fault,
    @Doc(value = "How much later, with Latency.", example = "5s") @Within(min = "1ms", max = "10m")
        @Nullable Timespan latency,
    @Doc(value = "For which calls the target fails.", example = "{synthetic: {requests: 20}}")
        @Required
        DrillTraffic traffic,
    @Doc(
            value = "When it runs: minute, hour, day of month, month, day of week.",
            byDefault = "once, when the drill is created or changed",
            example = "\"0 9 * * 2\"")
        @Text(pattern = Patterns.CRON, max = 128)
        @Nullable String schedule,
    @Doc(
            value = "Time zone of the schedule, an IANA name.",
            schemaDefault = "UTC",
            example = "Europe/Berlin")
        @Text(pattern = Patterns.TIMEZONE, max = 64)
        String timezone,
    @Doc(value = "How long the fault lasts.", example = "5m")
        @Within(min = "10s", max = "6h")
        @Required
        Timespan duration,
    @Doc(value = "Do not run, keep the last verdict.", schemaDefault = "false", example = "false")
        boolean suspend,
    @Doc(value = "What it must show to pass.", byDefault = "every request answered")
        @Nullable SuccessCriteria successCriteria) {
  public FailoverDrillSpec {
    timezone = Absent.or(timezone, "UTC");
  }
}
