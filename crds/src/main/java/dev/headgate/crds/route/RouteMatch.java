package dev.headgate.crds.route;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.ConsumerMatch;
import dev.headgate.crds.Dialect;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which requests: values of one list are OR, fields are AND, an absent field matches all. */
@ApiObject
public record RouteMatch(
    @Doc(
            value =
                "Models that callers ask for; * stands for any text. Exact goes before pattern, a"
                    + " longer prefix before a shorter one.",
            example = "[coding, gpt-5, \"claude-sonnet-*\"]")
        @Text(pattern = Patterns.MODEL_PATTERN, max = 128)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out to match every model") List<String> models,
    @Doc(
            value =
                "Dialects that callers speak. One that is named needs a translator to every"
                    + " target.",
            example = "[OpenAI, Anthropic]")
        @Items(max = 8, unique = true)
        @NotEmpty("leave it out to match every dialect that can be translated") List<Dialect> dialects,
    @Doc(
            value =
                "Headers that a request must have, all of them. Atomic: a change replaces the"
                    + " list.",
            example = "[{name: x-headgate-feature, value: summarise}]")
        @Items(max = 16)
        @NotEmpty("leave it out to match whatever the headers are") List<HeaderMatch> headers,
    @Doc(value = "Who calls.", byDefault = "every consumer") @Nullable ConsumerMatch consumers) {
  public RouteMatch {
    models = Absent.list(models);
    dialects = Absent.list(dialects);
    headers = Absent.list(headers);
  }
}
