package dev.headgate.bench.server;

import java.io.IOException;
import java.nio.file.Path;

/** nginx {@code proxy_pass} with one worker and kept upstream connections: the least there is. */
public final class Floor {
  private Floor() {}

  /**
   * Starts one.
   *
   * @param upstreamPort where the provider listens
   * @param path put before every request's own; may be empty
   * @param caFile not null for a provider with TLS
   */
  static Target start(
      String name,
      Path folder,
      int upstreamPort,
      String path,
      @org.jspecify.annotations.Nullable Path caFile)
      throws IOException, InterruptedException {
    int port = Ports.free();
    String http =
        """
          upstream provider {
            server 127.0.0.1:%d;
            keepalive 256;
            keepalive_requests 1000000000;
          }
        """
            .formatted(upstreamPort);
    String tls =
        caFile == null
            ? ""
            : """
                proxy_ssl_trusted_certificate %s;
                proxy_ssl_verify on;
                proxy_ssl_name localhost;
            """
                .formatted(caFile);
    String server =
        """
              listen 127.0.0.1:%d;
              location / {
                proxy_pass %s://provider%s/;
                proxy_http_version 1.1;
                proxy_set_header Connection "";
                proxy_set_header Authorization "Bearer sk-bench";
                proxy_buffering off;
                proxy_request_buffering off;
              }
          %s
        """
            .formatted(port, caFile == null ? "http" : "https", path, tls);
    Running nginx = Nginx.start(name.replace(' ', '-'), folder, http, server);
    Ports.await(nginx, port);
    return new Target(name, nginx, port, -1, null);
  }

  /** In front of a provider without TLS, below a path. */
  public static Target below(String name, Path folder, int upstreamPort, String path)
      throws IOException, InterruptedException {
    return start(name, folder, upstreamPort, path, null);
  }

  /** In front of the provider's TLS port. */
  public static Target tls(String name, Path folder, Upstream upstream)
      throws IOException, InterruptedException {
    return start(name, folder, upstream.tlsPort(), "", upstream.caFile());
  }
}
