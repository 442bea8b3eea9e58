package dev.headgate.dataplane.http;

import dev.headgate.contract.Dialect;
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
  private static final List<String> TO_ANY =
      List.of("idempotency-key", "traceparent", "tracestate");
  private static final List<String> TO_OPENAI = List.of("openai-beta");
  private static final List<String> TO_ANTHROPIC = List.of("anthropic-version", "anthropic-beta");
  private static final List<String> TO_VERTEX = List.of("anthropic-beta");
  private static final List<String> TO_CALLER =
      List.of("openai-processing-ms", "openai-version", "x-request-id");

  private Relayed() {}

  /**
   * What a call brings along of its caller's headers; those of a dialect only to its own providers.
   */
  static Map<String, String> toProvider(MultiMap headers, Dialect caller, Dialect provider) {
    var passed = pick(headers, TO_ANY, Map.of());
    if (caller == Dialect.Anthropic && provider == Dialect.VertexAnthropic) {
      return pick(headers, TO_VERTEX, passed);
    }
    if (caller != provider) {
      return passed;
    }
    return switch (caller) {
      case OpenAI -> pick(headers, TO_OPENAI, passed);
      case Anthropic -> pick(headers, TO_ANTHROPIC, passed);
      default -> passed;
    };
  }

  private static Map<String, String> pick(
      MultiMap headers, List<String> names, Map<String, String> known) {
    var picked = known;
    for (var name : names) {
      var value = headers.get(name);
      if (value != null) {
        if (picked.isEmpty()) {
          picked = new HashMap<>();
        }
        picked.put(name, value);
      }
    }
    return picked;
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
