package dev.headgate.dataplane.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.GoogleAccount;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The access token of one service account (Google Identity, "Using OAuth 2.0 for server to server
 * applications"), had for a signed assertion and kept until it is about to end: then it is renewed
 * behind the back of callers. The assertion is signed off the event loop, to which all else
 * belongs.
 */
final class GoogleToken {
  /** So long before its end a token is renewed; nobody waits for that. */
  private static final long AHEAD_NANOS = TimeUnit.MINUTES.toNanos(5);

  /** So short before its end a token is no longer used: the call takes its time, too. */
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long WITHIN_MS = 10_000;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MAX_ANSWER = 64 << 10;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx;
  private final GoogleAccount account;
  private final Origin origin;
  private final InstantSource clock;
  private final LongSupplier ticker;
  private @Nullable String token;
  private @Nullable Future<String> asking;
  private long endsAt;
  private long renewNotBefore;

  GoogleToken(
      Vertx vertx, GoogleAccount account, Origin origin, InstantSource clock, LongSupplier ticker) {
    this.vertx = vertx;
    this.account = account;
    this.origin = origin;
    this.clock = clock;
    this.ticker = ticker;
  }

  /** No token was to be had. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean byKey;

    /**
     * @param byKey whether the account or its key is at fault: trying again does not help
     */
    Refused(boolean byKey, String message) {
      super(message, null, false, false);
      this.byKey = byKey;
    }

    boolean byKey() {
      return byKey;
    }
  }

  /** A token that may be used now; null when one must be asked for. */
  @Nullable String known() {
    long now = ticker.getAsLong();
    if (token == null || endsAt - now < LAST_NANOS) {
      return null;
    }
    if (endsAt - now < AHEAD_NANOS && asking == null && now - renewNotBefore >= 0) {
      renewNotBefore = now + RETRY_NANOS;
      ask();
    }
    return token;
  }

  /** Asks for one, unless that is being done; fails with {@link Refused} only. */
  Future<String> ask() {
    if (asking != null) {
      return asking;
    }
    var answer =
        vertx
            .executeBlocking(() -> GoogleAssertion.of(account, clock.instant()), false)
            .compose(this::exchange)
            .timeout(WITHIN_MS, TimeUnit.MILLISECONDS)
            .recover(GoogleToken::named);
    asking = answer;
    answer.onComplete(done -> asking = null);
    return answer;
  }

  /** The provider does not take this one. */
  void forget(String refused) {
    if (refused.equals(token)) {
      token = null;
    }
  }

  private static Future<String> named(Throwable cause) {
    return Future.failedFuture(
        cause instanceof Refused refused
            ? refused
            : new Refused(false, "no token from Google's endpoint, which " + inWords(cause)));
  }

  private static String inWords(Throwable cause) {
    return switch (cause) {
      case TimeoutException late -> "gave no answer in " + WITHIN_MS / 1000 + " s";
      case ConnectException refused -> "cannot be reached";
      case UnknownHostException unknown -> "has a name that nobody knows";
      case SSLException untrusted -> "is not to be trusted";
      default -> "broke the connection: " + cause.getClass().getSimpleName();
    };
  }

  private Future<String> exchange(String assertion) {
    var known = origin.resolver().known();
    var addresses = known == null ? origin.resolver().ask() : Future.succeededFuture(known);
    return addresses.compose(found -> ask(found, assertion));
  }

  private Future<String> ask(List<InetAddress> addresses, String assertion) {
    if (addresses.isEmpty()) {
      return Future.failedFuture(
          new Refused(
              false,
              "none of the token endpoint's addresses is of a class in the gateway's"
                  + " upstreams.addresses"));
    }
    var path = URI.create(account.tokenUrl()).getRawPath();
    return origin
        .requestAlone(addresses.getFirst(), path.isEmpty() ? "/" : path)
        .compose(made -> send(made, assertion));
  }

  private Future<String> send(HttpClientRequest made, String assertion) {
    var connection = made.connection();
    if (!origin.permits(connection)) {
      connection.close();
      return Future.failedFuture(
          new Refused(false, "the token endpoint led to an address that is not permitted"));
    }
    origin.name(made);
    made.putHeader(HttpHeaders.CONTENT_TYPE, "application/x-www-form-urlencoded");
    // Everything in it is of base64's alphabet for URLs.
    var form =
        "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion;
    return made.send(Buffer.buffer(form))
        .compose(GoogleToken::whole)
        .compose(this::keep)
        .onComplete(done -> connection.close());
  }

  private record Answer(int status, Buffer body) {}

  private static Future<Answer> whole(HttpClientResponse head) {
    var whole = Promise.<Answer>promise();
    var body = Buffer.buffer();
    head.handler(
        read -> {
          if (body.length() + read.length() > MAX_ANSWER) {
            whole.tryFail(new Refused(false, "Google's token endpoint answers too much"));
          } else {
            body.appendBuffer(read);
          }
        });
    head.exceptionHandler(whole::tryFail);
    head.endHandler(end -> whole.tryComplete(new Answer(head.statusCode(), body)));
    return whole.future();
  }

  private Future<String> keep(Answer answer) {
    var json = json(answer.body());
    if (answer.status() != 200) {
      var error = json.path("error").asText("");
      // invalid_grant, invalid_client and the like are about the key; its words may be shown.
      boolean byKey = answer.status() == 400 || answer.status() == 401 || answer.status() == 403;
      var word = error.matches("[a-z_]{1,64}") ? error : "status " + answer.status();
      return Future.failedFuture(
          new Refused(byKey, "Google's token endpoint refuses the account's key: " + word));
    }
    var granted = json.path("access_token").asText("");
    long seconds = json.path("expires_in").asLong(0);
    if (granted.isEmpty() || !VISIBLE.matcher(granted).matches() || seconds <= 0) {
      return Future.failedFuture(new Refused(false, "Google's token endpoint gave no token"));
    }
    token = granted;
    endsAt = ticker.getAsLong() + TimeUnit.SECONDS.toNanos(Math.min(seconds, 86_400));
    return Future.succeededFuture(granted);
  }

  private static JsonNode json(Buffer body) {
    try {
      var json = JSON.readTree(body.getBytes());
      return json == null ? JSON.createObjectNode() : json;
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }
}
