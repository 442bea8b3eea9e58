package dev.headgate.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One nginx with one worker, with nothing of the system's own configuration. */
final class Nginx {

  private Nginx() {}

  /**
   * Starts one.
   *
   * @param http directives beside the server
   * @param server directives inside it
   */
  static Running start(String name, Path folder, String http, String server) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Path file = home.resolve("nginx.conf");
    Files.writeString(
        file,
        """
        daemon off;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log stderr warn;
        events { worker_connections 20000; }
        http {
          access_log off;
          tcp_nodelay on;
          keepalive_requests 1000000000;
          keepalive_timeout 600s;
          client_max_body_size 64m;
          client_body_buffer_size 1m;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
        %2$s
          server {
        %3$s
          }
        }
        """
            .formatted(home, http, server));
    return Running.start(
        name,
        folder,
        List.of("nginx", "-p", home.toString(), "-e", "stderr", "-c", file.toString()),
        Map.of());
  }
}
