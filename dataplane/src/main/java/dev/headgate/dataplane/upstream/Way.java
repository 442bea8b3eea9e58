package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Backend;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** From one event loop to one backend: what is the same for all its calls is worked out once. */
final class Way {
  private static final String CHAT_COMPLETIONS = "/chat/completions";

  private final Origin origin;
  private final Backend backend;
  private final String path;
  private @Nullable InetAddress lastAddress;
  private @Nullable RequestOptions lastOptions;

  Way(Origin origin, Backend backend) {
    this.origin = origin;
    this.backend = backend;
    this.path = URI.create(backend.baseUrl()).getRawPath() + CHAT_COMPLETIONS;
  }

  Origin origin() {
    return origin;
  }

  Backend backend() {
    return backend;
  }

  String path() {
    return path;
  }

  /** A request on a pooled connection to this address. */
  Future<HttpClientRequest> request(InetAddress address) {
    if (lastOptions == null || !address.equals(lastAddress)) {
      lastAddress = address;
      lastOptions = origin.options(address, path);
    }
    return origin.request(lastOptions);
  }
}
