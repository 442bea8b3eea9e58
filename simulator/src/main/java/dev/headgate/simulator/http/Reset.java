package dev.headgate.simulator.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/** Breaks connections off. */
final class Reset {
  private static final long INTERNAL_ERROR = 2;

  private Reset() {}

  /** A TCP reset for HTTP/1.1 (the caller reads ECONNRESET), RST_STREAM for HTTP/2. */
  static void reset(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(INTERNAL_ERROR);
      return;
    }
    // Vert.x has no option for one connection's SO_LINGER; 0 makes close() send RST instead of FIN
    Channel channel = ((ConnectionBase) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.unsafe().close(channel.voidPromise());
  }

  /** An ordinary close in the middle of a message. */
  static void cut(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request.response().reset(INTERNAL_ERROR);
      return;
    }
    request.connection().close();
  }
}
