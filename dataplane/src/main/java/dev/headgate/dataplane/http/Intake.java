package dev.headgate.dataplane.http;

import dev.headgate.contract.Gateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes in one request's body, whole, inside the gateway's limits. A failover needs it again, so it
 * is held to the end of the exchange: {@link #release} gives its room back.
 */
final class Intake {
  /** A body that says it is larger grows as it comes: saying costs the caller nothing. */
  private static final int TRUSTED_LENGTH = 1 << 20;

  private static final int UNKNOWN_LENGTH = 8 << 10;

  private final HttpServerRequest request;
  private final Gateway.Limits limits;
  private final Load load;
  private byte[] body = new byte[0];
  private int length;
  private long held;
  private boolean over;

  Intake(HttpServerRequest request, Gateway.Limits limits, Load load) {
    this.request = request;
    this.limits = limits;
    this.load = load;
  }

  /**
   * Reads to the end.
   *
   * @param whole is called when the body is there
   * @param refuse is called when it is not taken; what follows of it is dropped
   */
  void read(Runnable whole, Consumer<Refused> refuse) {
    var declared = declaredLength();
    if (declared == null) {
      refuse.accept(new Refused.InvalidHead("Content-Length is no number."));
      return;
    }
    var fault = room(Math.max(0, declared));
    if (fault != null) {
      refuse.accept(fault);
      return;
    }
    if (declared >= 0) {
      body = new byte[(int) Math.min(declared, TRUSTED_LENGTH)];
    }
    if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
      request.response().writeContinue();
    }
    request.handler(
        read -> {
          if (over) {
            return;
          }
          var excess = take(read);
          if (excess != null) {
            over = true;
            refuse.accept(excess);
          }
        });
    request.endHandler(
        end -> {
          if (!over) {
            over = true;
            whole.run();
          }
        });
  }

  /** Takes nothing more. */
  void stop() {
    over = true;
  }

  byte[] body() {
    return body;
  }

  int length() {
    return length;
  }

  /** Gives the room back; the body must not be used any more. */
  void release() {
    load.free(held);
    held = 0;
    body = new byte[0];
  }

  /** What the head says, -1 when it says nothing; null when that is no number. */
  private @Nullable Long declaredLength() {
    var text = request.headers().get(HttpHeaders.CONTENT_LENGTH);
    if (text == null) {
      return -1L;
    }
    try {
      long length = Long.parseLong(text);
      return length < 0 ? null : length;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private @Nullable Refused take(Buffer read) {
    int wanted = length + read.length();
    var fault = wanted > held ? room(wanted) : null;
    if (fault != null) {
      return fault;
    }
    if (wanted > body.length) {
      body = Arrays.copyOf(body, Math.max(wanted, Math.max(UNKNOWN_LENGTH, body.length * 2)));
    }
    read.getBytes(body, length);
    length = wanted;
    return null;
  }

  /** Makes room for a body of so many bytes, or says why not. */
  private @Nullable Refused room(long bytes) {
    if (bytes > limits.maxBodyBytes()) {
      return new Refused.RequestTooLarge(limits.maxBodyBytes());
    }
    if (!load.hold(bytes - held, limits)) {
      return new Refused.Overloaded("The proxy holds as many bytes of requests as it may.");
    }
    held = bytes;
    return null;
  }
}
