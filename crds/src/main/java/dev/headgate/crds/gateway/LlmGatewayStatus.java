package dev.headgate.crds.gateway;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Condition;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.Problem;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a gateway. */
@ApiObject
public record LlmGatewayStatus(
    @Doc(value = "Generation of the spec that this status speaks of.", example = "3")
        @Range(min = 0, max = 9000000000000000L)
        @Nullable Long observedGeneration,
    @Doc("What holds, by type: Accepted, ResolvedRefs, Programmed, the summary Ready and others.")
        @Items(max = 16, key = "type")
        List<Condition> conditions,
    @Doc("What is wrong or not done, field by field; the first 16. Atomic.") @Items(max = 16)
        List<Problem> problems,
    @Doc(
            value = "Where callers reach it, host:port inside the cluster.",
            example = "main.ai.svc:80")
        @Text(max = 261)
        @Nullable String address,
    @Doc(
            value = "SHA-256 of the snapshot that was compiled last.",
            example = "\"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"")
        @Text(max = 71)
        @Nullable String digest,
    @Doc("How many proxies there are.") @Nullable ProxyCounts proxies,
    @Doc("What the gateway is made of.") @Nullable ObjectCounts objects,
    @Doc("How the store looks from the proxies.") @Nullable RedisHealth redis,
    @Doc(
            value =
                "What could be spent unrecorded, at most, while the store is away: proxies ×"
                    + " tenants × failOpenCap.",
            example = "20.00 USD")
        @Text(max = 64)
        @Nullable String worstCaseOverspend)
    implements KindStatus {
  public LlmGatewayStatus {
    conditions = Absent.list(conditions);
    problems = Absent.list(problems);
  }
}
