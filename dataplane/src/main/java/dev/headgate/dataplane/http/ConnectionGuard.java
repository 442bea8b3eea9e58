package dev.headgate.dataplane.http;

import dev.headgate.contract.Gateway;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Closes one caller's connection that takes too long to say what it wants: to a whole head from
 * connecting or from its first byte, or to the next request. Nothing is set or moved for requests
 * that come in one piece.
 */
final class ConnectionGuard extends Wheel.Timer {
  private static final String NAME = "headgate-head-limit";

  private final Loop loop;
  private final HttpConnection connection;
  private final long headerTimeoutMs;
  private final long idleTimeoutMs;
  private long opened;
  private long since;
  private long requests;
  private boolean busy;
  private boolean headBegun = true;

  ConnectionGuard(Loop loop, HttpConnection connection, Gateway.Limits limits) {
    this.loop = loop;
    this.connection = connection;
    this.headerTimeoutMs = limits.headerTimeoutMs();
    this.idleTimeoutMs = limits.idleTimeoutMs();
  }

  /** Begins to watch. */
  void watch() {
    since = loop.wheel().now();
    opened = since;
    loop.wheel().set(this, since + headerTimeoutMs);
    if (connection instanceof ConnectionBase wire) {
      var context = wire.channelHandlerContext();
      context.pipeline().addFirst(NAME, new FirstBytes());
    }
  }

  /** A whole head has come. */
  void requestBegan() {
    busy = true;
    headBegun = false;
    requests++;
  }

  /** The answer has gone out. */
  void requestEnded() {
    busy = false;
    since = loop.wheel().now();
  }

  /**
   * Whether its caller may still send a request by it without having been told to leave.
   *
   * @param began when callers began to be told; those who came later were told with every answer
   * @param now the wheel's time
   * @param farewellMs how long a caller that says nothing is waited for after an answer
   */
  boolean staysUntold(long began, long now, long farewellMs) {
    return opened < began && (busy || now < since + farewellMs);
  }

  @Override
  void due(long now) {
    long limit = headBegun ? headerTimeoutMs : idleTimeoutMs;
    if (busy) {
      loop.wheel().set(this, now + idleTimeoutMs);
    } else if (now >= since + limit) {
      connection.close();
    } else {
      loop.wheel().set(this, since + limit);
    }
  }

  /** Bytes have come that did not make a whole head yet. */
  private void headBegins() {
    headBegun = true;
    since = loop.wheel().now();
    loop.wheel().set(this, since + headerTimeoutMs);
  }

  /** Stands before the decoder and looks, after it has worked, whether a request came of it. */
  private final class FirstBytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
      long before = requests;
      boolean waiting = !busy && !headBegun;
      context.fireChannelRead(read);
      if (waiting && !busy && requests == before) {
        headBegins();
      }
    }
  }
}
