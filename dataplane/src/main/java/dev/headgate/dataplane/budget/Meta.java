package dev.headgate.dataplane.budget;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.headgate.contract.Backend;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger says about a charge beside its figures: who, where and at which prices. What all
 * calls of one kind have in common is apart from what names this one, because the journal keeps
 * many.
 */
final class Meta {
  private static final JsonStringEncoder JSON = JsonStringEncoder.getInstance();

  /** Of the client's request. */
  final String exchange;

  /** From 1 in each exchange. */
  final int attempt;

  /** The rest of the JSON object, from the field after the attempt to its end. */
  final String rest;

  private @Nullable String json;

  Meta(String exchange, int attempt, String rest) {
    this.exchange = exchange;
    this.attempt = attempt;
    this.rest = rest;
  }

  static Meta of(HoldRequest request) {
    return new Meta(request.exchange(), request.attempt(), rest(request));
  }

  /** One line of JSON; field names are part of docs/budgets.md. */
  String json() {
    String text = json;
    if (text == null) {
      var out = new StringBuilder(40 + exchange.length() + rest.length()).append('{');
      field(out, "exchange", exchange);
      json = text = out.append("\"attempt\":").append(attempt).append(rest).toString();
    }
    return text;
  }

  private static String rest(HoldRequest request) {
    var out = new StringBuilder(400).append(',');
    var consumer = request.consumer();
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
