package dev.headgate.dataplane.http;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Refusal;
import dev.headgate.dataplane.http.Refused.KeyFault;
import dev.headgate.dataplane.identity.Identification;
import dev.headgate.dataplane.snapshot.Configuration;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, by the key that any of the official SDKs would send. */
final class Keys {
  private static final String BEARER = "bearer ";

  private Keys() {}

  /** Who calls, or why nobody does. */
  sealed interface Entry {

    /** Let in. */
    record Caller(Consumer consumer, String keyId) implements Entry {}

    /** Kept out. */
    record KeptOut(Refused refused) implements Entry {}
  }

  /**
   * Asks the key ring.
   *
   * @param query of the URL; null when it has none
   */
  static Entry identify(Configuration configuration, MultiMap headers, @Nullable String query) {
    var key = presented(headers);
    if (key == null) {
      return refuse(inQuery(query) ? KeyFault.IN_QUERY : KeyFault.ABSENT);
    }
    return switch (configuration.keys().identify(key)) {
      case Identification.Known(var consumer, var keyId) -> new Entry.Caller(consumer, keyId);
      case Identification.ConsumerRefused(var consumer, var refusal) ->
          new Entry.KeptOut(new Refused.NotProgrammed("LlmConsumer " + consumer.id(), refusal));
      case Identification.Ambiguous ambiguous -> new Entry.KeptOut(shared());
      case Identification.Unknown(var reason) ->
          refuse(
              switch (reason) {
                case Malformed -> KeyFault.MALFORMED;
                case NoMatch -> KeyFault.UNKNOWN;
                case KeysNotAccepted -> KeyFault.NOT_ACCEPTED;
              });
    };
  }

  private static Refused shared() {
    return new Refused.NotProgrammed(
        "This API key",
        new Refusal("KeyNotUnique", "several LlmConsumers of this gateway have the same key."));
  }

  private static Entry refuse(KeyFault fault) {
    return new Entry.KeptOut(new Refused.InvalidKey(fault));
  }

  private static @Nullable String presented(MultiMap headers) {
    var authorization = headers.get(HttpHeaders.AUTHORIZATION);
    if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      var token = authorization.substring(BEARER.length()).trim();
      if (!token.isEmpty()) {
        return token;
      }
    }
    var key = headers.get("x-api-key");
    return key != null ? key : headers.get("x-goog-api-key");
  }

  /** Gemini's own habit is {@code ?key=}. */
  private static boolean inQuery(@Nullable String query) {
    return query != null && query.matches("(.*&)?(key|api_key|api-key|access_token)=.*");
  }
}
