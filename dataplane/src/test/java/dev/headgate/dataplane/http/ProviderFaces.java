package dev.headgate.dataplane.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import dev.headgate.contract.Gateway;
import dev.headgate.dataplane.budget.RedisProcess;
import dev.headgate.simulator.Simulator;
import java.io.IOException;
import java.util.List;

/** The simulator's providers, one for each dialect, as backends of a manifest. */
final class ProviderFaces {
  static final String AWS_SECRET = "simulator";

  private ProviderFaces() {}

  /** Adds a backend of this name and dialect, whose model is one that its provider has. */
  static void backend(Manifest manifest, Simulator simulator, Dialect dialect, String name) {
    backend(manifest, simulator, dialect, name, null);
  }

  /**
   * Adds a backend of this name and dialect.
   *
   * @param model as the provider has it; null for one that it has
   */
  static void backend(
      Manifest manifest, Simulator simulator, Dialect dialect, String name, String model) {
    var root = "http://127.0.0.1:" + simulator.port() + "/";
    manifest.dialect = dialect;
    manifest.apiVersion = null;
    manifest.awsKeys = null;
    manifest.googleAccount = null;
    var base =
        switch (dialect) {
          case OpenAI, OpenAIResponses -> {
            manifest.providerModel = "gpt-provider";
            yield "openai-a/v1";
          }
          case AzureOpenAI -> {
            manifest.apiVersion = "2025-04-01-preview";
            manifest.providerModel = "gpt-provider";
            yield "azure";
          }
          case Anthropic -> {
            manifest.providerModel = "claude-sonnet-4-5";
            yield "anthropic";
          }
          case Bedrock -> {
            manifest.providerModel = "anthropic.claude-sonnet-4-5-20250929-v1:0";
            manifest.awsKeys = new Backend.AwsKeys("AKIDEXAMPLE", AWS_SECRET, null, "us-east-1");
            yield "bedrock";
          }
          case Gemini -> {
            manifest.providerModel = "gemini-2.5-flash";
            yield "gemini";
          }
          case VertexGemini -> {
            manifest.providerModel = "gemini-2.5-flash";
            manifest.googleAccount = account(simulator, "vertex");
            yield "vertex/v1/projects/p/locations/us-central1";
          }
          case VertexAnthropic -> {
            manifest.providerModel = "claude-sonnet-4-5@20250929";
            manifest.googleAccount = account(simulator, "vertex");
            yield "vertex/v1/projects/p/locations/us-central1";
          }
        };
    if (model != null) {
      manifest.providerModel = model;
    }
    manifest.backend(name, root + base);
  }

  /** The simulator's name of the provider that a dialect's backends are at. */
  static String name(Dialect dialect) {
    return switch (dialect) {
      case OpenAI, OpenAIResponses -> "openai-a";
      case AzureOpenAI -> "azure";
      case Anthropic -> "anthropic";
      case Bedrock -> "bedrock";
      case Gemini -> "gemini";
      case VertexGemini, VertexAnthropic -> "vertex";
    };
  }

  /** Whose tokens let in, as the operator reads it from its key's file. */
  static Backend.GoogleAccount account(Simulator simulator, String provider) {
    try {
      var file =
          new ObjectMapper()
              .readTree(
                  simulator
                      .google()
                      .keyFile("http://127.0.0.1:" + simulator.port() + "/" + provider + "/token"));
      return new Backend.GoogleAccount(
          file.get("client_email").asText(),
          file.get("private_key_id").asText(),
          file.get("private_key").asText(),
          file.get("token_uri").asText());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A proxy before two providers, the second of which takes over, for callers of every dialect. */
  static ServedProxy serveTwo(
      SimulatedProviders providers, RedisProcess redis, Dialect first, Dialect second) {
    var manifest = new Manifest();
    manifest.inbound = SdkFailoverTest.CALLERS.keySet().stream().sorted().toList();
    manifest.attempts = 0;
    manifest.redis =
        new Gateway.Redis(
            List.of(redis.node()),
            null,
            null,
            false,
            null,
            2_000,
            Gateway.OnUnavailable.FailOpen,
            0);
    manifest.maxOutputTokens = 32_000;
    manifest.capabilities =
        List.of(
            Capability.Streaming, Capability.Tools, Capability.ParallelTools, Capability.Reasoning);
    backend(manifest, providers.simulator(), first, "b0", modelOf(first));
    backend(manifest, providers.simulator(), second, "b1", modelOf(second));
    return providers.serve(manifest.route("b0", "b1"));
  }

  /** One that is known to reason; null for the usual one. */
  private static String modelOf(Dialect dialect) {
    return switch (dialect) {
      case Gemini, VertexGemini -> "gemini-3-pro";
      case OpenAIResponses -> "gpt-5";
      default -> null;
    };
  }
}
