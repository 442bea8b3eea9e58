package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.headgate.contract.Gateway.OnUnavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit on money or tokens.
 *
 * @param id {@code namespace/name} of the TokenBudget
 * @param refused not null when it must not be trusted: calls it selects are answered {@code
 *     not_programmed}
 * @param selector which calls it counts
 * @param scope whose counter
 * @param timezone IANA name; windows begin by its calendar
 * @param limits every one must hold, by name
 * @param emergencyReservePercent 0..100, only for Critical traffic
 * @param thresholds ascending percents that are told in headers and reports
 * @param onStoreUnavailable null leaves it to the gateway
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Budget(
    String id,
    @Nullable Refusal refused,
    Selector selector,
    Scope scope,
    String timezone,
    List<Limit> limits,
    int emergencyReservePercent,
    List<Integer> thresholds,
    @Nullable OnUnavailable onStoreUnavailable) {

  public Budget {
    limits = Lists.copy(limits);
    thresholds = Lists.copy(thresholds);
  }

  /** The name without its namespace. */
  public String name() {
    return id.substring(id.indexOf('/') + 1);
  }

  /**
   * Which calls: values of one list are OR, fields are AND, an empty field matches all.
   *
   * @param consumers who calls
   * @param routes ids of routes
   * @param models names or patterns as callers ask for them
   * @param classes traffic classes
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Selector(
      Consumers consumers, List<String> routes, List<String> models, List<TrafficClass> classes) {
    public Selector {
      routes = Lists.copy(routes);
      models = Lists.copy(models);
      classes = Lists.copy(classes);
    }
  }

  /** Whose counter; each but Shared and Route contains the tenant. */
  public enum Scope {
    Shared,
    Tenant,
    Team,
    User,
    Consumer,
    ApiKey,
    Session,
    Route
  }

  /** How long a counter lives. */
  public enum Window {
    Request,
    Hour,
    Day,
    Month
  }

  /** What is counted. */
  public enum Unit {
    Money,
    TotalTokens,
    InputTokens,
    OutputTokens
  }

  /**
   * One limit.
   *
   * @param name unique in its budget
   * @param window how long a counter lives
   * @param unit what is counted
   * @param amount nanos of {@code currency} for Money, else tokens; at least 0
   * @param currency ISO 4217 for Money, else null
   * @param startsOnDay day of the month on which a Month begins, 1..28; 1 for other windows
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Limit(
      String name,
      Window window,
      Unit unit,
      long amount,
      @Nullable String currency,
      int startsOnDay) {}
}
