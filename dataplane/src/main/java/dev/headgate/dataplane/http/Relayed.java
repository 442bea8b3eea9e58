package dev.headgate.dataplane.http;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers that pass through, both ways; all others stay where they came from. Hop-by-hop
 * headers, keys, cookies and addresses of callers are not among them, nor are a provider's figures
 * about the account that all callers share.
 */
final class Relayed {
  private static final List<String> TO_PROVIDER =
      List.of("openai-beta", "idempotency-key", "traceparent", "tracestate");
  private static final List<String> TO_CALLER =
      List.of("openai-processing-ms", "openai-version", "x-request-id");

  private Relayed() {}

  static Map<String, String> toProvider(MultiMap headers) {
    Map<String, String> passed = Map.of();
    for (var name : TO_PROVIDER) {
      var value = headers.get(name);
      if (value != null) {
        if (passed.isEmpty()) {
          passed = new HashMap<>();
        }
        passed.put(name, value);
      }
    }
    return passed;
  }

  static void toCaller(MultiMap from, MultiMap to) {
    for (var name : TO_CALLER) {
      var value = from.get(name);
      if (value != null) {
        to.set(name, value);
      }
    }
  }
}
