package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests go where.
 *
 * @param id {@code namespace/name} of the LlmRoute
 * @param createdAtMs creation time since the epoch, 0 when unknown: of equally specific routes the
 *     older wins, then the smaller id
 * @param refused not null when the route must not serve: its match still counts and is answered
 *     {@code not_programmed}
 * @param match which requests
 * @param trafficClass what they are worth
 * @param strategy how to choose inside a tier
 * @param targets in the order of the manifest; those that cannot work are left out
 * @param tiers limits of a tier, by its number; a tier without an entry has only the target's own
 * @param retry again on the same target
 * @param fallback on to the next target
 * @param streaming how streams are treated
 * @param limits sizes of a request
 * @param requestTimeoutMs all attempts together
 * @param translation what a translation may lose
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Route(
    String id,
    long createdAtMs,
    @Nullable Refusal refused,
    Match match,
    TrafficClass trafficClass,
    Strategy strategy,
    List<Target> targets,
    List<Tier> tiers,
    Retry retry,
    Fallback fallback,
    Streaming streaming,
    Limits limits,
    long requestTimeoutMs,
    Translation translation) {

  /** A route whose translations warn of what they lose. */
  public Route(
      String id,
      long createdAtMs,
      @Nullable Refusal refused,
      Match match,
      TrafficClass trafficClass,
      Strategy strategy,
      List<Target> targets,
      List<Tier> tiers,
      Retry retry,
      Fallback fallback,
      Streaming streaming,
      Limits limits,
      long requestTimeoutMs) {
    this(
        id,
        createdAtMs,
        refused,
        match,
        trafficClass,
        strategy,
        targets,
        tiers,
        retry,
        fallback,
        streaming,
        limits,
        requestTimeoutMs,
        Translation.Warn);
  }

  public Route {
    // Absent in what an older operator sent.
    translation = translation == null ? Translation.Warn : translation;
    targets = Lists.copy(targets);
    tiers = Lists.copy(tiers);
  }

  /** The name without its namespace. */
  public String name() {
    return id.substring(id.indexOf('/') + 1);
  }

  /**
   * Which requests: values of one list are OR, fields are AND, an absent (empty) field matches all.
   *
   * @param models names or patterns with {@code *}
   * @param dialects inbound dialects this route serves: compile resolves absence; empty only for a
   *     refused route, whose match then holds for every dialect
   * @param headers every one must match
   * @param consumers who calls
   * @param dialectsNamed whether the manifest names the dialects: of equally specific routes such a
   *     one goes first
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Match(
      List<String> models,
      List<Dialect> dialects,
      List<Header> headers,
      Consumers consumers,
      boolean dialectsNamed) {

    /** A match whose manifest names no dialects. */
    public Match(
        List<String> models, List<Dialect> dialects, List<Header> headers, Consumers consumers) {
      this(models, dialects, headers, consumers, false);
    }

    public Match {
      models = Lists.copy(models);
      dialects = Lists.copy(dialects);
      headers = Lists.copy(headers);
    }
  }

  /**
   * One header.
   *
   * @param name lower case
   * @param value compared as {@code type} says
   * @param type how
   */
  public record Header(String name, String value, HeaderMatch type) {}

  /** In order of precedence. */
  public enum HeaderMatch {
    Exact,
    Prefix,
    RegularExpression
  }

  /** What a translation may lose. */
  public enum Translation {
    /** Nothing that anyone could notice. */
    Strict,
    /** What only degrades the answer; the caller is told. */
    Warn,
    /** Meaning too; the caller is told. */
    Permissive
  }

  /** How to choose inside a tier. */
  public enum Strategy {
    Priority,
    Weighted
  }

  /**
   * One model on one backend.
   *
   * @param tier 1 is first
   * @param backend id of a backend in the same snapshot
   * @param model name of one of its models
   * @param weight share inside its tier for Weighted, 0..1000000
   * @param firstTokenMs limit to a stream's first event, precedence settled
   * @param answerMs limit to the end of a whole answer, precedence settled
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Target(
      int tier, String backend, String model, int weight, long firstTokenMs, long answerMs) {}

  /**
   * Limits of a tier.
   *
   * @param tier its number
   * @param maxCalls calls to each of its targets, retries included
   * @param maxCostNanos what a request may cost at one of its targets, calls that were paid for
   *     before included, in 10⁻⁹ of the gateway's reporting currency; null for no limit
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tier(int tier, int maxCalls, @Nullable Long maxCostNanos) {

    /** A tier whose calls may cost what they cost. */
    public Tier(int tier, int maxCalls) {
      this(tier, maxCalls, null);
    }
  }

  /**
   * Again on the same target.
   *
   * @param attempts after the first call; on targets of the first tier
   * @param maxCalls per exchange, whatever happens
   * @param failures that are worth it
   * @param backoffBaseMs first wait's ceiling (full jitter)
   * @param backoffFactor growth of the ceiling
   * @param backoffMaxMs the ceiling's end
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Retry(
      int attempts,
      int maxCalls,
      List<FailureClass> failures,
      long backoffBaseMs,
      int backoffFactor,
      long backoffMaxMs) {
    public Retry {
      failures = Lists.copy(failures);
    }
  }

  /**
   * On to the next target.
   *
   * @param failures that are worth it
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Fallback(List<FailureClass> failures) {
    public Fallback {
      failures = Lists.copy(failures);
    }
  }

  /**
   * How streams are treated.
   *
   * @param enabled false refuses {@code stream: true}
   * @param maxDurationMs of one stream
   * @param keepAliveMs after that much silence a comment is sent to the caller; 0 sends none
   * @param upstreamAlways whether providers are asked for a stream also for whole answers
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Streaming(
      boolean enabled,
      long maxDurationMs,
      long keepAliveMs,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean upstreamAlways) {
    /** Providers are asked as callers ask. */
    public Streaming(boolean enabled, long maxDurationMs, long keepAliveMs) {
      this(enabled, maxDurationMs, keepAliveMs, false);
    }
  }

  /**
   * Sizes of a request.
   *
   * @param maxInputTokens estimated; 0 for no limit
   * @param maxOutputTokens lowers the cap that is sent; 0 for no limit
   * @param minOutputTokens below it a lowered cap is worth nothing
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Limits(int maxInputTokens, int maxOutputTokens, int minOutputTokens) {}
}
