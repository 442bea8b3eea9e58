package dev.headgate.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The simulated providers' control, reached through the API server: docs/simulator.md. */
final class Providers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Providers() {}

  /**
   * From now on a provider answers otherwise.
   *
   * @param fault as JSON, such as {@code {"status":503}}
   */
  static void fail(String provider, String fault) {
    send(
        "POST",
        "faults",
        "{\"provider\":\"%s\",\"times\":-1,\"fault\":%s}".formatted(provider, fault));
  }

  static void heal(String provider) {
    send("DELETE", "faults?provider=" + provider, "");
  }

  /** How a provider behaves while nothing is wrong. */
  static void profile(String provider, String profile) {
    send("PUT", "profiles", "{\"provider\":\"%s\",\"profile\":%s}".formatted(provider, profile));
  }

  /** What a provider saw last: the counters of its only model. */
  static JsonNode seen(String provider) {
    try {
      for (JsonNode model : JSON.readTree(send("GET", "counters", "")).path("models")) {
        if (model.path("provider").asText().equals(provider)) {
          return model;
        }
      }
      return JSON.createObjectNode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String send(String method, String what, String body) {
    String path =
        "/api/v1/namespaces/%s/services/simulator:9090/proxy/_control/%s"
            .formatted(Installation.NAMESPACE, what);
    String answer =
        TestCluster.get().client().raw(path, method, body.isEmpty() ? null : tree(body));
    return answer == null ? "" : answer;
  }

  private static JsonNode tree(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
