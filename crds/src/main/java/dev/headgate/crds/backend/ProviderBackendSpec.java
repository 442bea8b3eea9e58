package dev.headgate.crds.backend;

import dev.headgate.crds.Absent;
import dev.headgate.crds.AllowedRoutes;
import dev.headgate.crds.ApiObject;
import dev.headgate.crds.Dialect;
import dev.headgate.crds.Owner;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.Patterns;
import dev.headgate.crds.schema.Text;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One provider endpoint and its models. */
@ApiObject
@ValidationRule(
    value = "!has(self.apiVersion) || self.dialect == 'AzureOpenAI'",
    message = "apiVersion is only used with dialect AzureOpenAI",
    fieldPath = ".apiVersion")
@ValidationRule(
    value =
        "!has(self.quirks) || self.quirks.size() == 0 || self.dialect in ['OpenAI',"
            + " 'OpenAIResponses', 'AzureOpenAI']",
    message = "quirks are only for the OpenAI dialects",
    fieldPath = ".quirks")
@ValidationRule(
    value =
        "!has(self.credentials) || !has(self.credentials.awsSigV4) || self.dialect == 'Bedrock'",
    message = "awsSigV4 is only used with dialect Bedrock",
    fieldPath = ".credentials")
@ValidationRule(
    value =
        "!has(self.credentials) || !has(self.credentials.googleServiceAccount) || self.dialect in"
            + " ['VertexGemini', 'VertexAnthropic']",
    message = "googleServiceAccount is only used with dialects VertexGemini and VertexAnthropic",
    fieldPath = ".credentials")
@ValidationRule(
    value = "!has(self.tls) || self.baseUrl.startsWith('https://')",
    message = "tls has no effect with a baseUrl of http://",
    fieldPath = ".tls")
@ValidationRule(
    value =
        "!has(self.rateLimits) || self.rateLimits.all(r, !has(r.models) || r.models.all(m,"
            + " self.models.exists(x, x.name == m)))",
    message = "a rate limit names a model that this backend does not have",
    fieldPath = ".rateLimits")
public record ProviderBackendSpec(
    @Doc(value = "Wire format the endpoint speaks.", example = "OpenAI") @Required Dialect dialect,
    @Doc(
            value =
                "Address of the endpoint. OpenAI dialects end in /v1, Anthropic and Gemini stand"
                    + " before their version, Azure before /openai, Bedrock at its host; Vertex"
                    + " ends in /v1/projects/PROJECT/locations/LOCATION. http:// needs Private or"
                    + " Loopback in the gateway's upstreams.addresses.",
            example = "\"https://api.openai.com/v1\"")
        @Text(pattern = Patterns.HTTP_URL, max = 2048)
        @Required
        String baseUrl,
    @Doc(
            value = "Version of Azure's API, for its URLs with a deployment; only for AzureOpenAI.",
            byDefault = "v1, which has none in its URL",
            example = "\"2025-04-01-preview\"")
        @Text(max = 64)
        @Nullable String apiVersion,
    @Doc(
            value =
                "Where the endpoint runs; compared with allowedRegions of routes and consumers."
                    + " With awsSigV4 and a host that is not AWS's, the region to sign for.",
            byDefault = "none",
            example = "us-east")
        @Text(pattern = Patterns.REGION, max = 63)
        @Nullable String region,
    @Doc(
            value =
                "Names the realm of opaque data (thinking signatures, encrypted reasoning): two"
                    + " backends with one account may exchange it.",
            byDefault = "the credential's Secret",
            example = "res")
        @Text(max = 128)
        @Nullable String account,
    @Doc(
            value = "What lets the gateway in.",
            byDefault = "none are sent",
            example = "{apiKey: {secretKeyRef: {name: openai, key: apiKey}}}")
        @Nullable BackendCredentials credentials,
    @Doc("Headers sent with every call.") @Nullable BackendHeaders headers,
    @Doc(
            value =
                "Where an OpenAI-compatible server departs from the dialect. NoStreamUsage: it"
                    + " rejects stream_options.include_usage. NoParallelTools: it rejects"
                    + " parallel_tool_calls. LegacyMaxTokens: it knows max_tokens only."
                    + " NoDeveloperRole: it knows the role system only. OneLeadingSystem: it takes"
                    + " one instruction, at the beginning. ReasoningContent: it wants earlier"
                    + " reasoning back in reasoning_content.",
            byDefault = "none",
            example = "[NoStreamUsage, NoParallelTools]")
        @Items(max = 6, unique = true)
        List<Quirk> quirks,
    @Doc("TLS to the endpoint, besides what https:// means already.") @Nullable BackendTls tls,
    @Doc("The pool, per endpoint and proxy.") @Nullable Connections connections,
    @Doc("Deadlines of single calls.") @Nullable BackendTimeouts timeouts,
    @Doc(
            value = "What the provider grants this credential. Atomic: a change replaces the list.",
            byDefault = "none",
            example = "[{dimension: Requests, limit: 5000, per: 1m}]")
        @Items(max = 32)
        List<ProviderRateLimit> rateLimits,
    @Doc("What a self-hosted server can carry.") @Nullable Capacity capacity,
    @Doc("When to stop calling one of the models.") @Nullable CircuitBreaker circuitBreaker,
    @Doc(
            value = "Namespaces whose routes may target this backend.",
            byDefault = "the own namespace only")
        @Nullable AllowedRoutes allowedRoutes,
    @Doc(value = "Who answers for this backend; a label of alerts.", byDefault = "none")
        @Nullable Owner owner,
    @Doc("What it serves.") @Items(min = 1, max = 64, key = "name") @Required List<Model> models) {
  public ProviderBackendSpec {
    quirks = Absent.list(quirks);
    rateLimits = Absent.list(rateLimits);
    models = Absent.list(models);
  }
}
