package dev.headgate.dataplane.upstream;

import dev.headgate.dataplane.upstream.Broken.Kind;
import io.netty.buffer.ByteBuf;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.buffer.BufferInternal;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request to a provider and its answer. Belongs to one event loop. */
public final class UpstreamCall {
  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("headgate");
  private static final CharSequence IDENTITY = HttpHeaders.createOptimized("identity");

  private static final int UNAUTHORIZED = 401;

  private final Way way;
  private final Origin origin;
  private final Map<String, String> headers;
  private final ByteBuf body;
  private final String path;
  private final boolean alone;
  private final InstantSource clock;
  private final UpstreamListener listener;

  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private @Nullable String bearer;
  private boolean reused;
  private boolean over;

  /**
   * @param clock the time that calls are signed at
   */
  UpstreamCall(
      Way way,
      Map<String, String> headers,
      ByteBuf body,
      String path,
      boolean alone,
      InstantSource clock,
      UpstreamListener listener) {
    this.clock = clock;
    this.way = way;
    this.path = path;
    this.origin = way.origin();
    this.headers = headers;
    this.body = body;
    this.alone = alone;
    this.listener = listener;
  }

  /** Whether it went over a connection that had carried a call before. */
  public boolean reused() {
    return reused;
  }

  /** Ends it at once and silently: the provider is told, nothing more is heard. */
  public void cancel() {
    if (!over) {
      over = true;
      if (request != null) {
        request.reset();
      }
    }
  }

  /** Reads no further until {@link #resume}. */
  public void pause() {
    if (response != null) {
      response.pause();
    }
  }

  /** Reads on. */
  public void resume() {
    if (response != null) {
      response.resume();
    }
  }

  void start() {
    var token = way.token();
    if (token == null) {
      resolve();
      return;
    }
    bearer = token.known();
    if (bearer != null) {
      resolve();
      return;
    }
    token
        .ask()
        .onComplete(
            had -> {
              if (over) {
                return;
              }
              if (had.succeeded()) {
                bearer = had.result();
                resolve();
              } else {
                notLetIn(had.cause());
              }
            });
  }

  private void notLetIn(Throwable cause) {
    boolean byKey = cause instanceof GoogleToken.Refused refused && refused.byKey();
    broken(byKey ? Kind.KEY_REFUSED : Kind.NO_TOKEN, String.valueOf(cause.getMessage()));
  }

  private void resolve() {
    var known = origin.resolver().known();
    if (known != null) {
      connect(known, 0);
      return;
    }
    origin
        .resolver()
        .ask()
        .onComplete(
            found -> {
              if (over) {
                return;
              }
              if (found.failed()) {
                broken(Kind.UNRESOLVED, "the provider's name cannot be resolved");
              } else {
                connect(found.result(), 0);
              }
            });
  }

  private void connect(List<InetAddress> addresses, int index) {
    if (addresses.isEmpty()) {
      broken(
          Kind.FORBIDDEN,
          "none of the provider's addresses is of a class in the gateway's upstreams.addresses");
      return;
    }
    var address = addresses.get(index);
    (alone ? origin.requestAlone(address, way.path(path)) : way.request(address, path))
        .onComplete(
            made -> {
              if (made.succeeded()) {
                connected(made.result());
              } else if (!over) {
                notConnected(addresses, index, made.cause());
              }
            });
  }

  private void notConnected(List<InetAddress> addresses, int index, Throwable cause) {
    if (origin.full()) {
      broken(Kind.NO_FREE_CONNECTION, "all connections to the provider are busy");
    } else if (index + 1 < addresses.size()) {
      connect(addresses, index + 1);
    } else {
      origin.resolver().forget();
      broken(Kind.NOT_CONNECTED, "no connection: " + cause.getClass().getSimpleName());
    }
  }

  private void connected(HttpClientRequest made) {
    request = made;
    if (over) {
      made.reset();
      return;
    }
    var connection = made.connection();
    boolean first = origin.takeFresh(connection) || alone;
    reused = !first;
    if (first && !origin.permits(connection)) {
      over = true;
      made.reset();
      connection.close();
      listener.broken(
          new Broken(Kind.FORBIDDEN, "the connection led to an address that is not permitted"));
      return;
    }
    origin.name(made);
    var sent = made.headers();
    sent.set(HttpHeaders.CONTENT_TYPE, JSON);
    sent.set(HttpHeaders.USER_AGENT, USER_AGENT);
    sent.set(HttpHeaders.ACCEPT_ENCODING, IDENTITY);
    headers.forEach(sent::set);
    way.own(sent);
    way.backend().headers().forEach(sent::set);
    way.authorize(sent, path, body, bearer, clock.instant());
    made.response()
        .onComplete(
            answered -> {
              if (answered.succeeded()) {
                answered(answered.result());
              } else {
                interrupted(answered.cause());
              }
            });
    // Its failure is the response's failure.
    made.end(BufferInternal.buffer(body));
    listener.sent();
  }

  private void answered(HttpClientResponse answer) {
    if (over) {
      return;
    }
    response = answer;
    if (answer.statusCode() == UNAUTHORIZED && bearer != null && way.token() != null) {
      way.token().forget(bearer);
    }
    answer.handler(
        read -> {
          if (!over) {
            listener.data(read);
          }
        });
    answer.exceptionHandler(this::interrupted);
    answer.endHandler(
        end -> {
          if (!over) {
            over = true;
            if (alone) {
              answer.request().connection().close();
            }
            listener.end();
          }
        });
    listener.head(answer.statusCode(), answer.headers());
  }

  private void interrupted(Throwable cause) {
    if (over) {
      return;
    }
    var name = cause.getClass().getSimpleName();
    if (response != null) {
      broken(Kind.CUT, "the answer was cut off: " + name);
    } else if (reused) {
      broken(Kind.STALE, "a reused connection was closed: " + name);
    } else {
      broken(Kind.RESET, "the connection was closed before an answer: " + name);
    }
    if (request != null) {
      request.reset();
    }
  }

  private void broken(Kind kind, String detail) {
    over = true;
    listener.broken(new Broken(kind, detail));
  }
}
