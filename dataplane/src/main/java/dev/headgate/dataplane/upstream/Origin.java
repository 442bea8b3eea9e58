package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One destination's connections on one event loop. */
final class Origin {
  /** Waiting behind a full pool: past it a call goes elsewhere at once. */
  private static final int MAX_WAITING = 1_000;

  private static final int MAX_HEAD = 64 * 1024;

  private final Destination destination;
  private final AddressPolicy policy;
  private final HttpClientAgent client;
  private final Resolver resolver;
  private final int maxConnections;
  private final ConnectionCounts counts;

  /** Connections that have not carried a call yet. */
  private final Set<HttpConnection> fresh = Collections.newSetFromMap(new IdentityHashMap<>());

  private int connections;

  /**
   * @param share of the destination's connections that this event loop may have, at least 1
   * @param counts told of every connection that opens or closes
   */
  Origin(
      Vertx vertx,
      Destination destination,
      int share,
      LongSupplier ticker,
      ConnectionCounts counts) {
    this.counts = counts;
    this.destination = destination;
    this.policy = AddressPolicy.of(destination.addresses());
    this.resolver = new Resolver(vertx, destination.host(), policy, ticker);
    this.maxConnections = share;
    this.client =
        vertx
            .httpClientBuilder()
            .with(options(destination))
            .with(
                new PoolOptions()
                    .setHttp1MaxSize(share)
                    .setHttp2MaxSize(share)
                    .setMaxWaitQueueSize(MAX_WAITING))
            .withConnectHandler(this::connected)
            .build();
  }

  private static HttpClientOptions options(Destination destination) {
    var pool = destination.connections();
    int idleSeconds = (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(pool.idleMs()));
    boolean http2 =
        pool.http2() == Backend.Http2.Always
            || (pool.http2() == Backend.Http2.Auto && destination.tls());
    var options =
        new HttpClientOptions()
            .setSsl(destination.tls())
            .setUseAlpn(destination.tls() && http2)
            .setProtocolVersion(http2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1)
            .setHttp2ClearTextUpgrade(false)
            .setHttp2MultiplexingLimit(pool.maxStreams())
            .setKeepAliveTimeout(idleSeconds)
            .setHttp2KeepAliveTimeout(idleSeconds)
            .setConnectTimeout((int) destination.connectTimeoutMs())
            .setMaxHeaderSize(MAX_HEAD)
            .setTcpNoDelay(true);
    if (destination.tls()) {
      options.setSslHandshakeTimeout(destination.connectTimeoutMs());
      options.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
      options.setVerifyHost(true);
      if (OpenSSLEngineOptions.isAvailable()) {
        options.setSslEngineOptions(new OpenSSLEngineOptions());
      }
      trust(options, destination.trust());
    }
    return options;
  }

  private static void trust(HttpClientOptions options, Backend.@Nullable Tls tls) {
    if (tls == null) {
      return;
    }
    if (tls.caPem() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(tls.caPem())));
    }
    if (tls.certificatePem() != null && tls.keyPem() != null) {
      options.setKeyCertOptions(
          new PemKeyCertOptions()
              .addCertValue(Buffer.buffer(tls.certificatePem()))
              .addKeyValue(Buffer.buffer(tls.keyPem())));
    }
  }

  Resolver resolver() {
    return resolver;
  }

  /** The host as requests name it: with its port, unless that is the scheme's own. */
  String authority() {
    int own = destination.tls() ? 443 : 80;
    var host = destination.host();
    return destination.port() == own ? host : host + ':' + destination.port();
  }

  /** Whether every connection that it may have is there: what waits, waits for us. */
  boolean full() {
    return connections >= maxConnections;
  }

  /** How a pooled request to this address is asked for; may be used again and again. */
  RequestOptions options(InetAddress address, String path) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(server(address))
        .setHost(tlsName())
        .setPort(destination.port())
        .setURI(path)
        .setConnectTimeout(destination.connectTimeoutMs())
        .setIdleTimeout(0);
  }

  /** A request on a pooled connection. */
  Future<HttpClientRequest> request(RequestOptions options) {
    return client.request(options);
  }

  /** A request on a connection of its own, which is closed when the answer has ended. */
  Future<HttpClientRequest> requestAlone(InetAddress address, String path) {
    return requestAlone(address, HttpMethod.POST, path);
  }

  /** The same for what is no call of a model. */
  Future<HttpClientRequest> requestAboutModels(InetAddress address, String path) {
    return requestAlone(address, HttpMethod.GET, path);
  }

  private Future<HttpClientRequest> requestAlone(
      InetAddress address, HttpMethod method, String path) {
    var connect =
        new HttpConnectOptions()
            .setServer(server(address))
            .setHost(tlsName())
            .setPort(destination.port())
            .setSsl(destination.tls())
            .setConnectTimeout(destination.connectTimeoutMs());
    return client
        .connect(connect)
        .compose(
            connection -> connection.request(new RequestOptions().setMethod(method).setURI(path)));
  }

  /** Puts the URL's own host in, where TLS was told another name. */
  void name(HttpClientRequest request) {
    if (!tlsName().equals(destination.host())) {
      request.authority(HostAndPort.create(destination.host(), destination.port()));
    }
  }

  /**
   * Whether the connection's other end may be talked to. Asked again after connecting: what was
   * resolved and what was reached are two things.
   */
  boolean permits(HttpConnection connection) {
    var remote = connection.remoteAddress(true);
    return remote != null
        && remote.hostAddress() != null
        && policy.allowsLiteral(remote.hostAddress());
  }

  /** Whether this is the connection's first call. */
  boolean takeFresh(HttpConnection connection) {
    return fresh.remove(connection);
  }

  /** Lets running calls end and closes. */
  void shutdown(long timeout, TimeUnit unit) {
    client.shutdown(timeout, unit);
  }

  private void connected(HttpConnection connection) {
    connections++;
    counts.opened(destination);
    fresh.add(connection);
    connection.closeHandler(
        closed -> {
          connections--;
          counts.closed(destination);
          fresh.remove(connection);
        });
  }

  private SocketAddress server(InetAddress address) {
    return SocketAddress.inetSocketAddress(destination.port(), address.getHostAddress());
  }

  private String tlsName() {
    var trust = destination.trust();
    return trust != null && trust.serverName() != null ? trust.serverName() : destination.host();
  }
}
