package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import io.netty.buffer.ByteBuf;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From one event loop to one backend: what is the same for all its calls is worked out once. */
final class Way {
  private static final CharSequence ANTHROPIC_VERSION =
      HttpHeaders.createOptimized("anthropic-version");
  private static final CharSequence ANTHROPIC_NEWEST = HttpHeaders.createOptimized("2023-06-01");

  private final Origin origin;
  private final Backend backend;
  private final String base;
  private final @Nullable GoogleToken token;
  private final @Nullable AwsSignature signature;
  private @Nullable InetAddress lastAddress;
  private @Nullable String lastPath;
  private @Nullable RequestOptions lastOptions;

  /**
   * @param token that lets in; null where none does
   */
  Way(Origin origin, Backend backend, @Nullable GoogleToken token) {
    this.token = token;
    this.signature =
        backend.awsKeys() == null ? null : new AwsSignature(backend.awsKeys(), "bedrock");
    this.origin = origin;
    this.backend = backend;
    this.base = URI.create(backend.baseUrl()).getRawPath();
  }

  Origin origin() {
    return origin;
  }

  Backend backend() {
    return backend;
  }

  /** Tokens that let in; null where none do. */
  @Nullable GoogleToken token() {
    return token;
  }

  /**
   * Puts in what lets a call in; the last thing that is done to its headers.
   *
   * @param bearer the token; null where none lets in
   * @param body is not changed
   */
  void authorize(
      MultiMap headers, String behind, ByteBuf body, @Nullable String bearer, Instant now) {
    var credential = backend.credential();
    if (credential != null) {
      headers.set(credential.header(), credential.value());
    } else if (bearer != null) {
      headers.set(HttpHeaders.AUTHORIZATION, "Bearer " + bearer);
    } else if (signature != null) {
      signature.sign("POST", path(behind), origin.authority(), headers, body, now);
    }
  }

  /** The whole path of what stands behind the base URL. */
  String path(String behind) {
    return base + behind;
  }

  /** Headers that every call of the backend's dialect needs, unless the caller brings them. */
  void own(MultiMap headers) {
    if (backend.dialect() == Dialect.Anthropic && !headers.contains(ANTHROPIC_VERSION)) {
      headers.set(ANTHROPIC_VERSION, ANTHROPIC_NEWEST);
    }
  }

  /** A request on a pooled connection to this address, for what stands behind the base URL. */
  Future<HttpClientRequest> request(InetAddress address, String behind) {
    if (lastOptions == null || !address.equals(lastAddress) || !behind.equals(lastPath)) {
      lastAddress = address;
      lastPath = behind;
      lastOptions = origin.options(address, path(behind));
    }
    return origin.request(lastOptions);
  }
}
