package dev.headgate.crds.consumer;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Condition;
import dev.headgate.crds.KindStatus;
import dev.headgate.crds.Problem;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a consumer. */
@ApiObject
public record LlmConsumerStatus(
    @Doc(value = "Generation of the spec that this status speaks of.", example = "3")
        @Range(min = 0, max = 9000000000000000L)
        @Nullable Long observedGeneration,
    @Doc("What holds, by type: Accepted, ResolvedRefs, Programmed, the summary Ready and others.")
        @Items(max = 16, key = "type")
        List<Condition> conditions,
    @Doc("What is wrong or not done, field by field; the first 16. Atomic.") @Items(max = 16)
        List<Problem> problems,
    @Doc(
            value = "Ids of its keys, the part between the underscores; never keys or hashes.",
            example = "[k7Qd2m]")
        @Text(pattern = Patterns.TAG, max = 64)
        @Items(max = 16, unique = true)
        List<String> keyIds,
    @Doc(value = "What is out of the ordinary.", example = "[EconomyMode]")
        @Text(pattern = Patterns.REASON, max = 64)
        @Items(max = 16, unique = true)
        List<String> flags)
    implements KindStatus {
  public LlmConsumerStatus {
    conditions = Absent.list(conditions);
    problems = Absent.list(problems);
    keyIds = Absent.list(keyIds);
    flags = Absent.list(flags);
  }
}
