package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy sees. It changes rarely; figures per second are metrics, not reports.
 *
 * @param proxy the proxy's own name, unique among the gateway's proxies
 * @param version grows with every change; {@code GET /report?after=N} waits for a larger one
 * @param epoch of the applied snapshot; 0 when none is
 * @param sequence of the applied snapshot; 0 when none is
 * @param digest of the applied snapshot; null when none is
 * @param draining whether it is about to stop
 * @param redis how the store looks from here; null when the gateway has none
 * @param circuits one for each target that was called since the start
 * @param budgets limits that someone has come near to: the fullest counter of each
 * @param credentials those that a provider refuses now; nothing for one that works or was not used
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    String proxy,
    long version,
    long epoch,
    long sequence,
    @Nullable String digest,
    boolean draining,
    @Nullable Redis redis,
    List<Circuit> circuits,
    List<Watermark> budgets,
    List<Credential> credentials) {

  public Report {
    circuits = Lists.copy(circuits);
    budgets = Lists.copy(budgets);
    credentials = Lists.copy(credentials);
  }

  /**
   * The store.
   *
   * @param state whether scripts are answered
   * @param warnings settings that endanger the promises, such as {@code noeviction is off}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Redis(RedisState state, List<String> warnings) {
    public Redis {
      warnings = Lists.copy(warnings);
    }
  }

  /** Whether the store answers. */
  public enum RedisState {
    Connected,
    Unavailable
  }

  /**
   * One circuit.
   *
   * @param backend id
   * @param model name
   * @param state open or not
   * @param sinceMs when it came into that state, since the epoch
   * @param reason why, CamelCase, such as {@code ConsecutiveFailures}; null when closed from the
   *     start
   * @param nextProbeMs when the next probe is let through, since the epoch; null unless open
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Circuit(
      String backend,
      String model,
      CircuitState state,
      long sinceMs,
      @Nullable String reason,
      @Nullable Long nextProbeMs) {}

  /**
   * A backend's credential that its provider refuses. Ends when a call with it succeeds, or the
   * snapshot brings another.
   *
   * @param backend id
   * @param sinceMs of the first refusal, since the epoch
   * @param status 401 or 403
   * @param message the provider's code such as {@code invalid_api_key}, or the status again: never
   *     its sentence, which may quote the key
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Credential(String backend, long sinceMs, int status, String message) {}

  /** States of a circuit; the order is the metric's value. */
  public enum CircuitState {
    Closed,
    HalfOpen,
    Open
  }

  /**
   * How near a limit is.
   *
   * @param budget id
   * @param limit name
   * @param usedPercent of what ordinary classes may use, rounded down to 5
   * @param threshold the highest one crossed; null when none is
   * @param resetsAtMs end of the window since the epoch; null for Request
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Watermark(
      String budget,
      String limit,
      int usedPercent,
      @Nullable Integer threshold,
      @Nullable Long resetsAtMs) {}
}
