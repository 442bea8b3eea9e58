package dev.headgate.dataplane.http;

import dev.headgate.dataplane.dialect.CallerDialect;
import dev.headgate.dataplane.dialect.Trouble;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;

/** What goes back to the caller of one request, once. Knows HTTP, decides nothing. */
final class Reply {
  /** Longer waits are told in words: one of the official SDKs would sleep them through. */
  private static final long LONGEST_RETRY_AFTER_MS = 60_000;

  private final HttpServerRequest request;
  private final CallerDialect dialect;
  private final HttpServerResponse response;
  private boolean streaming;
  private boolean begun;
  private boolean ended;

  /**
   * @param dialect in which errors are told
   */
  Reply(HttpServerRequest request, CallerDialect dialect) {
    this.request = request;
    this.dialect = dialect;
    this.response = request.response();
  }

  MultiMap headers() {
    return response.headers();
  }

  /** Whether a stream has begun: its status cannot change any more. */
  boolean streaming() {
    return streaming;
  }

  boolean ended() {
    return ended;
  }

  /** Whether nobody is there to be answered, or they have been. */
  boolean gone() {
    return ended || response.closed();
  }

  /** A whole JSON answer; other headers are set by then. */
  void json(int status, Buffer body) {
    ended = true;
    response.setStatusCode(status);
    response.headers().set(HttpHeaders.CONTENT_TYPE, Headers.JSON);
    response.end(body);
  }

  /** Begins a stream; other headers are set by then. */
  void beginStream() {
    streaming = true;
    response.setChunked(true);
    response
        .headers()
        .set(
            HttpHeaders.CONTENT_TYPE,
            dialect.streamsEvents() ? Headers.EVENT_STREAM : Headers.JSON);
    response.headers().set(Headers.CACHE_CONTROL, Headers.NO_CACHE);
  }

  /** Sends events; false when the caller reads slower than we write. */
  boolean write(ByteBuf events) {
    begun = true;
    return send(events);
  }

  private boolean send(ByteBuf bytes) {
    response.write(BufferInternal.buffer(bytes));
    return !response.writeQueueFull();
  }

  void whenWritable(Runnable run) {
    response.drainHandler(
        drained -> {
          response.drainHandler(null);
          run.run();
        });
  }

  void keepAlive() {
    send(Unpooled.wrappedBuffer(dialect.keepAlive()));
  }

  /** Sends the last events of a stream. */
  void endStream(byte[] last) {
    ended = true;
    response.end(BufferInternal.buffer(Unpooled.wrappedBuffer(last)));
  }

  /** Says no: with a status of its own, or at the end of a stream that has begun. */
  void refuse(ErrorAnswer error) {
    if (ended || response.closed()) {
      return;
    }
    var trouble =
        new Trouble(error.status(), error.code(), error.type(), error.message(), error.param());
    if (streaming) {
      endStream(dialect.errorEvent(trouble, begun));
      return;
    }
    var headers = response.headers();
    if (error.last()) {
      headers.set(Headers.SHOULD_RETRY, Headers.FALSE);
    }
    var retryAfter = error.retryAfterMs();
    if (retryAfter != null && retryAfter <= LONGEST_RETRY_AFTER_MS) {
      headers.set(Headers.RETRY_AFTER, Long.toString(Math.max(1, Math.ceilDiv(retryAfter, 1000))));
    }
    var told = dialect.error(trouble);
    var body = told.body();
    json(
        told.status(),
        body == null ? Buffer.buffer() : BufferInternal.buffer(Unpooled.wrappedBuffer(body)));
    if (!request.isEnded()) {
      dropRest();
    }
  }

  /**
   * What a caller still sends of a refused body is read and dropped, so that they read our answer
   * and not a reset; one who goes on and on is cut off.
   */
  private void dropRest() {
    long[] left = {64L << 20};
    request.handler(
        read -> {
          left[0] -= read.length();
          if (left[0] < 0) {
            request.connection().close();
          }
        });
    request.endHandler(end -> {});
    request.exceptionHandler(gone -> {});
  }
}
