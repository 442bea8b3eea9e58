package dev.headgate.crds.route;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One header. */
@ApiObject
@ValidationRule(
    value =
        "!(self.name in ['authorization', 'x-api-key', 'x-goog-api-key', 'cookie',"
            + " 'proxy-authorization'])",
    message = "credentials cannot be matched; use match.consumers",
    fieldPath = ".name")
@ValidationRule(
    value =
        "!has(self.type) || self.type != 'RegularExpression' || ''.matches(self.value) ||"
            + " !''.matches(self.value)",
    message = "value is no valid RE2 expression",
    fieldPath = ".value")
public record HeaderMatch(
    @Doc(value = "Name, in lower case.", example = "x-headgate-feature")
        @Text(pattern = Patterns.HEADER, max = 128)
        @Required
        String name,
    @Doc(value = "What its value is compared with.", example = "summarise")
        @Text(max = 256)
        @Required
        String value,
    @Doc(
            value =
                "Exact: equal. Prefix: begins with it. RegularExpression: an RE2 expression that"
                    + " must match the whole value.",
            byDefault = "Exact",
            example = "Exact")
        @Nullable HeaderMatchType type) {}
