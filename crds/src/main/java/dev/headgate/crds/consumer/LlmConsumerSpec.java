package dev.headgate.crds.consumer;

import dev.headgate.crds.Absent;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.CallerRateLimit;
import dev.headgate.crds.LocalRef;
import dev.headgate.crds.NamespacedRef;
import dev.headgate.crds.TrafficClass;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Immutable;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Range;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may call. */
@ApiObject
@ValidationRule(
    value = "has(self.tenant) || self.credentials.all(c, has(c.oidc) && c.oidc.subject == '*')",
    message = "tenant is needed, unless every credential is oidc with subject: \"*\"")
@ValidationRule(
    value = "self.credentials.all(a, self.credentials.exists_one(b, a == b))",
    message = "the same credential stands twice",
    fieldPath = ".credentials")
@ValidationRule(
    value =
        "!has(self.rateLimits) || self.rateLimits.all(a, self.rateLimits.exists_one(b, a.dimension"
            + " == b.dimension && (has(a.per) ? a.per : '') == (has(b.per) ? b.per : '')))",
    message = "two rateLimits have the same dimension and per; keep one",
    fieldPath = ".rateLimits")
@ValidationRule(
    value = "(has(self.tenant) ? self.tenant : '') == (has(oldSelf.tenant) ? oldSelf.tenant : '')",
    message = "tenant is immutable, because counters hang on it: make a new LlmConsumer",
    fieldPath = ".tenant")
public record LlmConsumerSpec(
    @Doc("Gateway that lets this consumer in. Immutable: counters hang on it.")
        @Immutable("counters hang on it; make a new object instead")
        @Required
        NamespacedRef gatewayRef,
    @Doc(
            value =
                "Whose money it is. Needed, except when every credential is OIDC with subject"
                    + " \"*\", whose tokens then name the tenant. Immutable: counters hang on it.",
            example = "shop")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Nullable String tenant,
    @Doc(value = "Team inside the tenant.", byDefault = "none", example = "payments")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Nullable String team,
    @Doc(
            value = "User inside the tenant.",
            byDefault = "what the token says, else none",
            example = "deploy-bot")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Nullable String user,
    @Doc(
            value = "Tier of service that routes and hedging select by.",
            byDefault = "none",
            example = "paid")
        @Text(pattern = Patterns.TENANT, max = 64)
        @Nullable String tier,
    @Doc(
            value = "Share of a queue against other consumers.",
            unit = "share",
            byDefault = "1",
            example = "1")
        @Range(min = 1, max = 1000)
        @Nullable Integer weight,
    @Doc(
            "How the caller is known. A credential belongs to exactly one LlmConsumer. Atomic: a"
                + " change replaces the list.")
        @Items(min = 1, max = 16)
        @Required
        List<ConsumerCredential> credentials,
    @Doc(
            value = "LlmRoutes in the same namespace that may be used.",
            byDefault = "every route of the gateway",
            example = "[{name: chat}]")
        @Items(max = 256, key = "name")
        @NotEmpty("leave it out for every route of the gateway") List<LocalRef> routes,
    @Doc(
            value = "Models that may be asked for; * stands for any text.",
            byDefault = "every model",
            example = "[\"gpt-*\"]")
        @Text(pattern = Patterns.MODEL_PATTERN, max = 128)
        @Items(max = 64, unique = true)
        @NotEmpty("leave it out for every model") List<String> allowedModels,
    @Doc(
            value = "Traffic classes that may be used.",
            byDefault = "every class",
            example = "[Interactive, Batch]")
        @Items(max = 5, unique = true)
        @NotEmpty("leave it out for every class") List<TrafficClass> allowedClasses,
    @Doc(
            value =
                "Regions whose backends may see the caller's data; a backend without a region may"
                    + " not.",
            byDefault = "every region",
            example = "[eu-west]")
        @Text(pattern = Patterns.REGION, max = 63)
        @Items(max = 16, unique = true)
        @NotEmpty("leave it out for every region") List<String> allowedRegions,
    @Doc(
            value = "Whether `x-headgate-explain: 1` is answered.",
            byDefault = "false",
            example = "true")
        @Nullable Boolean allowExplain,
    @Doc(
            value = "What the caller may ask for. Atomic: a change replaces the list.",
            byDefault = "the gateway's defaults.rateLimits",
            example = "[{dimension: Requests, limit: 120, per: 1m}]")
        @Items(max = 8)
        List<CallerRateLimit> rateLimits,
    @Doc(
            value = "Emergency brake until a date. Off when absent.",
            example = "{economyMode: true, until: \"2026-12-24T18:00:00Z\"}")
        @Nullable Overrides overrides,
    @Doc(value = "Where the people behind the consumer are reached.", byDefault = "none")
        @Nullable Contact contact) {
  public LlmConsumerSpec {
    credentials = Absent.list(credentials);
    routes = Absent.list(routes);
    allowedModels = Absent.list(allowedModels);
    allowedClasses = Absent.list(allowedClasses);
    allowedRegions = Absent.list(allowedRegions);
    rateLimits = Absent.list(rateLimits);
  }
}
