package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Decimal;
import dev.headgate.crds.OnUnavailable;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.Timespan;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import dev.headgate.crds.schema.Within;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The shared store. */
@ApiObject
@ValidationRule(
    value = "!has(self.onUnavailable) || self.onUnavailable != 'FailOpen' || has(self.failOpenCap)",
    message =
        "onUnavailable: FailOpen needs failOpenCap, the most that one proxy lets one tenant spend"
            + " unrecorded")
@ValidationRule(
    value =
        "!has(self.failOpenCap) || double(self.failOpenCap) <= 9000000.0 ||"
            + " !self.failOpenCap.matches('^[0-9]+([.][0-9]+)?$')",
    message = "failOpenCap is more than 9000000, the most that counters hold exactly",
    fieldPath = ".failOpenCap")
@ValidationRule(
    value = "!has(self.username) || has(self.passwordSecretKeyRef)",
    message = "username needs passwordSecretKeyRef")
public record Redis(
    @Doc(
            value =
                "Where it listens, host:port. One is a standalone server, several are seeds of a"
                    + " cluster.",
            example = "[\"redis.ai.svc:6379\"]")
        @Text(pattern = Patterns.HOST_PORT, max = 261)
        @Items(min = 1, max = 32, unique = true)
        @Required
        List<String> nodes,
    @Doc(value = "ACL user.", byDefault = "the default user", example = "headgate") @Text(max = 128)
        @Nullable String username,
    @Doc(
            value = "Password of that user.",
            byDefault = "none",
            example = "{name: redis, key: password}")
        @Nullable SecretKeyRef passwordSecretKeyRef,
    @Doc("TLS to the store.") @Nullable RedisTls tls,
    @Doc(
            value = "How long one call may take before the store counts as unavailable.",
            byDefault = "50ms",
            example = "50ms")
        @Within(min = "1ms", max = "5s")
        @Nullable Timespan commandTimeout,
    @Doc(
            value =
                "FailClosed: calls under a budget get budget_store_unavailable (503). FailOpen:"
                    + " they go on up to failOpenCap. A TokenBudget's onStoreUnavailable goes"
                    + " before it.",
            byDefault = "FailClosed",
            example = "FailClosed")
        @Nullable OnUnavailable onUnavailable,
    @Doc(
            value =
                "With FailOpen: what one proxy lets one tenant spend unrecorded until the store is"
                    + " back.",
            unit = "money in reportingCurrency",
            example = "\"5.00\"")
        @Text(pattern = Patterns.MONEY, max = 20)
        @Nullable Decimal failOpenCap) {
  public Redis {
    nodes = Absent.list(nodes);
  }
}
