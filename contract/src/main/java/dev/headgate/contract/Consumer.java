package dev.headgate.contract;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may call.
 *
 * @param id {@code namespace/name} of the LlmConsumer
 * @param refused not null when it exists and must not be served: its calls are answered {@code
 *     not_programmed}
 * @param tenant whose money
 * @param team null when not said
 * @param user null when not said
 * @param tier null when not said
 * @param labels of the object
 * @param keys hashes of its keys
 * @param routes ids of the routes it may use; null means every route of the gateway
 * @param allowedModels names or patterns it may ask for; empty means all
 * @param allowedClasses traffic classes it may use; empty means all
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Consumer(
    String id,
    @Nullable Refusal refused,
    String tenant,
    @Nullable String team,
    @Nullable String user,
    @Nullable String tier,
    Map<String, String> labels,
    List<Key> keys,
    @Nullable List<String> routes,
    List<String> allowedModels,
    List<TrafficClass> allowedClasses) {

  public Consumer {
    labels = labels == null ? Map.of() : Map.copyOf(labels);
    keys = Lists.copy(keys);
    routes = routes == null ? null : List.copyOf(routes);
    allowedModels = Lists.copy(allowedModels);
    allowedClasses = Lists.copy(allowedClasses);
  }

  /**
   * A key {@code hg_<id>_<secret>}.
   *
   * @param id the part between the underscores, {@code [A-Za-z0-9]{4,32}}
   * @param sha256 64 hex digits over the UTF-8 bytes of the whole key
   */
  public record Key(String id, String sha256) {}
}
