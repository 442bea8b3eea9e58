package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * Which callers: values of one list are OR, fields are AND, an empty field matches all.
 *
 * @param names ids ({@code namespace/name}) of LlmConsumers
 * @param labels every one must be on the LlmConsumer
 * @param teams names
 * @param tenants names
 * @param tiers such as {@code free}, {@code paid}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Consumers(
    List<String> names,
    Map<String, String> labels,
    List<String> teams,
    List<String> tenants,
    List<String> tiers) {

  /** Everybody. */
  public static final Consumers ALL =
      new Consumers(List.of(), Map.of(), List.of(), List.of(), List.of());

  public Consumers {
    names = Lists.copy(names);
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    teams = Lists.copy(teams);
    tenants = Lists.copy(tenants);
    tiers = Lists.copy(tiers);
  }

  /** Whether this consumer is one of them. */
  public boolean matches(Consumer consumer) {
    return (names.isEmpty() || names.contains(consumer.id()))
        && (labels.isEmpty() || consumer.labels().entrySet().containsAll(labels.entrySet()))
        && (teams.isEmpty() || (consumer.team() != null && teams.contains(consumer.team())))
        && (tenants.isEmpty() || tenants.contains(consumer.tenant()))
        && (tiers.isEmpty() || (consumer.tier() != null && tiers.contains(consumer.tier())));
  }
}
