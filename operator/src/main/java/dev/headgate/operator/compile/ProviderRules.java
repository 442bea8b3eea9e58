package dev.headgate.operator.compile;

import dev.headgate.crds.Reason;
import dev.headgate.crds.backend.ProviderBackendSpec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a provider's dialect needs of its backend beside the schema: said before any call fails. */
final class ProviderRules {
  private static final Pattern AZURE_VERSION =
      Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}(-preview)?|v1|preview");
  private static final Pattern AZURE_PATH = Pattern.compile(".*/openai(/.*)?/*");
  private static final Pattern VERTEX_PATH =
      Pattern.compile("https?://[^/]+(/.*)?/v1(beta1)?/projects/[^/]+/locations/[^/]+/*");
  private static final Pattern AWS_HOST =
      Pattern.compile(
          "https?://(?:[^/]*\\.)?bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\."
              + "(?:vpce\\.)?amazonaws\\.com(?:\\.cn)?(?::[0-9]+)?(?:/.*)?");
  private static final Pattern AWS_REGION = Pattern.compile("[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}");

  private ProviderRules() {}

  static void check(ProviderBackendSpec spec, Findings findings) {
    switch (spec.dialect()) {
      case AzureOpenAI -> azure(spec, findings);
      case VertexGemini, VertexAnthropic -> {
        if (!VERTEX_PATH.matcher(spec.baseUrl()).matches()) {
          baseUrl(
              findings,
              "a base URL of Vertex ends in the version, the project and the location, such as"
                  + " https://us-central1-aiplatform.googleapis.com/v1/projects/my-project"
                  + "/locations/us-central1");
        }
      }
      case OpenAI, OpenAIResponses, Anthropic, Gemini, Bedrock -> {}
    }
  }

  private static void azure(ProviderBackendSpec spec, Findings findings) {
    if (AZURE_PATH.matcher(spec.baseUrl()).matches()) {
      baseUrl(
          findings,
          "a base URL of AzureOpenAI is the resource's endpoint, before /openai, such as"
              + " https://my-resource.openai.azure.com");
    }
    var version = spec.apiVersion();
    if (version != null && !AZURE_VERSION.matcher(version).matches()) {
      findings.refuse(
          "spec.apiVersion",
          Reason.Invalid,
          "Azure's versions are dates such as 2025-04-01-preview, or v1; leave it out for v1");
    }
  }

  /**
   * The region that calls are signed for: of AWS's own host name, else the backend's.
   *
   * @return null when neither says one
   */
  static @Nullable String signingRegion(ProviderBackendSpec spec) {
    var host = AWS_HOST.matcher(spec.baseUrl());
    if (host.matches()) {
      return host.group(1);
    }
    var region = spec.region();
    return region != null && AWS_REGION.matcher(region).matches() ? region : null;
  }

  private static void baseUrl(Findings findings, String message) {
    findings.refuse("spec.baseUrl", Reason.Invalid, message);
  }
}
