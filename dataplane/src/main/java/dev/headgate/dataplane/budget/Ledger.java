package dev.headgate.dataplane.budget;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headgate.contract.Backend;
import org.jspecify.annotations.Nullable;

/** What is written about each charge beside its figures: who, where and at which prices. */
final class Ledger {
  /** Entries kept in one account's stream, about: the oldest are trimmed. */
  static final String LENGTH = "100000";

  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  private Ledger() {}

  /** One line of JSON; field names are part of docs/budgets.md. */
  static String meta(HoldRequest request) {
    var out = new StringBuilder(320);
    var consumer = request.consumer();
    out.append('{');
    field(out, "exchange", request.exchange());
    out.append("\"attempt\":").append(request.attempt()).append(',');
    field(out, "tenant", consumer.tenant());
    field(out, "team", consumer.team());
    field(out, "user", request.user());
    field(out, "consumer", consumer.id());
    field(out, "key", request.keyId());
    field(out, "route", request.route().id());
    field(out, "class", request.trafficClass().name());
    field(out, "requested", request.requestedModel());
    field(out, "backend", request.target().backend());
    field(out, "model", request.target().model());
    Backend.Pricing prices = request.model().pricing();
    if (prices != null) {
      field(out, "currency", prices.currency());
      out.append("\"pricesMicros\":[")
          .append(prices.inputMicros())
          .append(',')
          .append(prices.cachedInputMicros())
          .append(',')
          .append(prices.cacheWriteMicros())
          .append(',')
          .append(prices.cacheWriteLongMicros())
          .append(',')
          .append(prices.outputMicros())
          .append(',')
          .append(prices.reasoningMicros())
          .append("],\"perRequestNanos\":")
          .append(prices.perRequestNanos())
          .append(',');
    }
    out.setCharAt(out.length() - 1, '}');
    return out.toString();
  }

  private static void field(StringBuilder out, String name, @Nullable String value) {
    if (value != null) {
      out.append('"').append(name).append("\":\"");
      JSON.quoteAsString(value, out);
      out.append("\",");
    }
  }
}
