package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One provider endpoint.
 *
 * @param id {@code namespace/name} of the ProviderBackend
 * @param dialect what it speaks
 * @param baseUrl as written in the manifest, without a trailing slash: {@code /chat/completions} is
 *     appended for OpenAI dialects
 * @param region null when not said
 * @param credential what is sent to be let in; null sends none
 * @param headers sent with every call, beside the allow-list
 * @param quirks where it departs from its dialect
 * @param tls how to trust it; null for the JDK's trust and the URL's host name
 * @param connections its pool, per proxy
 * @param connectTimeoutMs to an open connection, TLS included
 * @param idleTimeoutMs silence between two events of a stream
 * @param circuitBreaker when to stop calling one of its models
 * @param models what it serves, by name
 * @param apiVersion of Azure's API; null for its version-free one
 * @param account names the realm of opaque data; null when the backend is an account of its own
 * @param awsKeys sign every call for AWS; null for none
 * @param googleAccount whose tokens let in; null for none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backend(
    String id,
    Dialect dialect,
    String baseUrl,
    @Nullable String region,
    @Nullable Credential credential,
    Map<String, String> headers,
    List<Quirk> quirks,
    @Nullable Tls tls,
    Connections connections,
    long connectTimeoutMs,
    long idleTimeoutMs,
    CircuitBreaker circuitBreaker,
    List<Model> models,
    @Nullable String apiVersion,
    @Nullable String account,
    @Nullable AwsKeys awsKeys,
    @Nullable GoogleAccount googleAccount) {

  /** A backend that is let in by a header or by nothing. */
  public Backend(
      String id,
      Dialect dialect,
      String baseUrl,
      @Nullable String region,
      @Nullable Credential credential,
      Map<String, String> headers,
      List<Quirk> quirks,
      @Nullable Tls tls,
      Connections connections,
      long connectTimeoutMs,
      long idleTimeoutMs,
      CircuitBreaker circuitBreaker,
      List<Model> models) {
    this(
        id,
        dialect,
        baseUrl,
        region,
        credential,
        headers,
        quirks,
        tls,
        connections,
        connectTimeoutMs,
        idleTimeoutMs,
        circuitBreaker,
        models,
        null,
        null,
        null,
        null);
  }

  public Backend {
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    quirks = Lists.copy(quirks);
    models = Lists.copy(models);
  }

  /** Names the realm of its opaque data. */
  public String realmAccount() {
    return account == null ? id : account;
  }

  /** The name without its namespace, as callers see it. */
  public String name() {
    return id.substring(id.indexOf('/') + 1);
  }

  /**
   * A header with a secret in it.
   *
   * @param header lower case, such as {@code authorization}
   * @param value the whole value, such as {@code Bearer sk-…}; never logged
   */
  public record Credential(String header, String value) {
    @Override
    public String toString() {
      return "Credential[" + header + "]";
    }
  }

  /**
   * Keys that sign calls with AWS Signature Version 4.
   *
   * @param accessKeyId whose they are
   * @param secretAccessKey never sent, never logged
   * @param sessionToken sent with calls of temporary keys; null for lasting ones; never logged
   * @param region that calls are signed for, such as {@code us-east-1}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record AwsKeys(
      String accessKeyId, String secretAccessKey, @Nullable String sessionToken, String region) {
    @Override
    public String toString() {
      return "AwsKeys[" + accessKeyId + ", " + region + "]";
    }
  }

  /**
   * A Google service account's key, which is exchanged for short-lived tokens.
   *
   * @param email whose it is
   * @param keyId which of its keys
   * @param privateKeyPem PKCS#8; never sent, never logged
   * @param tokenUrl where tokens are had
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record GoogleAccount(String email, String keyId, String privateKeyPem, String tokenUrl) {
    @Override
    public String toString() {
      return "GoogleAccount[" + email + ", " + keyId + "]";
    }
  }

  /**
   * How to trust a provider.
   *
   * @param caPem trusted certificates; null for the JDK's own
   * @param serverName sent and checked instead of the URL's host; null for that
   * @param certificatePem client certificate chain; null for none
   * @param keyPem its PKCS#8 key; null for none; never logged
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tls(
      @Nullable String caPem,
      @Nullable String serverName,
      @Nullable String certificatePem,
      @Nullable String keyPem) {
    @Override
    public String toString() {
      return "Tls[serverName=" + serverName + "]";
    }
  }

  /**
   * A pool.
   *
   * @param max open connections per endpoint and proxy
   * @param http2 whether to speak HTTP/2
   * @param maxStreams concurrent streams on one HTTP/2 connection
   * @param idleMs how long an unused connection is kept
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Connections(int max, Http2 http2, int maxStreams, long idleMs) {}

  /** Auto: by ALPN where TLS offers it. */
  public enum Http2 {
    Auto,
    Always,
    Never
  }

  /**
   * When a circuit opens, per model; whichever rule comes first (resilience.md, "Circuits").
   *
   * @param consecutiveFailures any Transient class in a row, no window
   * @param windowMs for the rates
   * @param minimumCalls in the window before the rates count
   * @param failureRatePercent 1..100
   * @param slowCallRatePercent 1..100
   * @param openForMs first time open; doubles with each reopening
   * @param maxOpenForMs the doubling's end
   * @param halfOpenProbes calls let through at once while half open
   * @param force by hand; null lets the rules decide
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CircuitBreaker(
      int consecutiveFailures,
      long windowMs,
      int minimumCalls,
      int failureRatePercent,
      int slowCallRatePercent,
      long openForMs,
      long maxOpenForMs,
      int halfOpenProbes,
      @Nullable Force force) {}

  /** A circuit held by hand. */
  public enum Force {
    Open,
    Closed
  }

  /** Where an OpenAI-compatible server departs from the dialect. */
  public enum Quirk {
    /** Rejects or ignores {@code stream_options.include_usage}. */
    NoStreamUsage,
    /** Rejects {@code parallel_tool_calls}. */
    NoParallelTools,
    /** Knows {@code max_tokens} only, not {@code max_completion_tokens}. */
    LegacyMaxTokens,
    /** Knows the role {@code system} only, not {@code developer}. */
    NoDeveloperRole,
    /** Takes one instruction, at the beginning. */
    OneLeadingSystem,
    /** Wants earlier reasoning back, in {@code reasoning_content}. */
    ReasoningContent
  }

  /**
   * One model of a backend.
   *
   * @param name as routes and callers say it
   * @param providerName as the provider says it
   * @param quality 0..100
   * @param contextWindow tokens; 0 when not said
   * @param maxOutputTokens the catalogue's cap; 0 when not said
   * @param capabilities what it can
   * @param pricing null when it has no price
   * @param embeddingSpace what its vectors can be compared with; null when not said
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Model(
      String name,
      String providerName,
      int quality,
      int contextWindow,
      int maxOutputTokens,
      List<Capability> capabilities,
      @Nullable Pricing pricing,
      @Nullable String embeddingSpace) {
    public Model {
      capabilities = Lists.copy(capabilities);
    }

    /** Whether it can do this. */
    public boolean can(Capability capability) {
      return capabilities.contains(capability);
    }
  }

  /** What a model can do. */
  public enum Capability {
    Tools,
    ParallelTools,
    Vision,
    Audio,
    Documents,
    JsonSchema,
    Reasoning,
    Streaming,
    Embeddings,
    LogProbs
  }

  /**
   * What a model costs. Prices are 10⁻⁶ of the currency per million tokens: {@code "1.25"} is
   * 1,250,000.
   *
   * @param currency ISO 4217
   * @param inputMicros uncached input
   * @param cachedInputMicros input read from the provider's cache
   * @param cacheWriteMicros input written to its short cache
   * @param cacheWriteLongMicros input written to its long cache
   * @param outputMicros output that is not reasoning
   * @param reasoningMicros reasoning output
   * @param perRequestNanos added once per call
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Pricing(
      String currency,
      long inputMicros,
      long cachedInputMicros,
      long cacheWriteMicros,
      long cacheWriteLongMicros,
      long outputMicros,
      long reasoningMicros,
      long perRequestNanos) {}
}
