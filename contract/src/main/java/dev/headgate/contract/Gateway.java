package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every call through one gateway.
 *
 * @param id {@code namespace/name} of the LlmGateway
 * @param region where its proxies run; null when not said
 * @param redis the shared store; null when the gateway has none
 * @param apiKeys whether keys of LlmConsumers let a caller in
 * @param limits what a caller may send and hold
 * @param upstreams where backends may live
 * @param reportingCurrency ISO 4217 code of figures that span budgets
 * @param safetyMarginPercent added to every estimated hold, 0..100
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Gateway(
    String id,
    @Nullable String region,
    @Nullable Redis redis,
    boolean apiKeys,
    Limits limits,
    Upstreams upstreams,
    String reportingCurrency,
    int safetyMarginPercent) {

  /**
   * The shared store.
   *
   * @param nodes {@code host:port}; one is a standalone server, several are seeds of a cluster
   * @param username null for the default user
   * @param password null when none is needed
   * @param tls whether to speak TLS
   * @param caPem trusted certificates; null for the JDK's own
   * @param commandTimeoutMs deadline of one script call, 1..5000
   * @param onUnavailable what budgets do without it unless they say otherwise
   * @param failOpenCapNanos with FailOpen: what one proxy lets one tenant spend unrecorded; 0 with
   *     FailClosed
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Redis(
      List<String> nodes,
      @Nullable String username,
      @Nullable String password,
      boolean tls,
      @Nullable String caPem,
      int commandTimeoutMs,
      OnUnavailable onUnavailable,
      long failOpenCapNanos) {
    public Redis {
      nodes = Lists.copy(nodes);
    }

    @Override
    public String toString() {
      return "Redis[nodes=" + nodes + ", tls=" + tls + "]";
    }
  }

  /** What happens to money when the store cannot be asked. */
  public enum OnUnavailable {
    FailClosed,
    FailOpen
  }

  /**
   * What a caller may send and hold.
   *
   * @param maxBodyBytes a request's body; larger is {@code request_too_large}
   * @param maxHeaderBytes a request's head; larger is {@code headers_too_large}
   * @param maxBufferedBytes all bodies held at once by one proxy; 0 means a quarter of its memory;
   *     above it {@code overloaded}
   * @param headerTimeoutMs from connect (or the last answer's end) to a whole head
   * @param bodyTimeoutMs from the head to the whole body
   * @param idleTimeoutMs a kept connection without a request
   * @param maxConnections open at once on one proxy
   * @param maxConnectionsPerAddress open at once from one address
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Limits(
      long maxBodyBytes,
      int maxHeaderBytes,
      long maxBufferedBytes,
      long headerTimeoutMs,
      long bodyTimeoutMs,
      long idleTimeoutMs,
      int maxConnections,
      int maxConnectionsPerAddress) {}

  /**
   * Where backends may live. Link-local and metadata addresses never.
   *
   * @param addresses which classes of address may be connected to
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Upstreams(List<AddressClass> addresses) {
    public Upstreams {
      addresses = Lists.copy(addresses);
    }
  }

  /** Classes of address; Private includes ULA and 100.64.0.0/10. */
  public enum AddressClass {
    Public,
    Private,
    Loopback
  }
}
