package dev.headgate.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * nginx as a provider that answers at once: whole answers and, below {@code /burst}, a stream of
 * {@link #BURST_EVENTS} events that are all there at once; over HTTP and over TLS. It answers
 * before it has read the body, which only shows with large ones: below {@code /large} it reads all
 * of it. Below {@code /anthropic}, {@code /anthropic-burst} and {@code /anthropic-large} it says
 * the same in Anthropic's dialect.
 */
public final class Upstream implements AutoCloseable {
  /** Events of one burst, the terminal one included. */
  public static final int BURST_EVENTS = 204;

  private static final String ANSWER =
      "{\"id\":\"chatcmpl-bench0000000000000000000001\",\"object\":\"chat.completion\",\"created\":1763700000,"
          + "\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\""
          + "All is well. ".repeat(30).strip()
          + "\","
          + "\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":560,\"completion_tokens\":120,\"total_tokens\":680,"
          + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
          + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
          + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}},"
          + "\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bench\"}";
  private static final String CHUNK =
      "data:"
          + " {\"id\":\"chatcmpl-bench0000000000000000000001\",\"object\":\"chat.completion.chunk\",\"created\":1763700000,\"model\":\"bench\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_bench\",\"choices\":[%s],\"usage\":%s}\n\n";

  private static final String MESSAGE =
      "{\"id\":\"msg_bench00000000000000001\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\","
          + "\"content\":[{\"type\":\"text\",\"text\":\""
          + "All is well. ".repeat(30).strip()
          + "\"}],\"stop_reason\":\"end_turn\",\"stop_sequence\":null,"
          + "\"usage\":{\"input_tokens\":560,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":120,\"service_tier\":\"standard\"}}";

  private final Running nginx;
  private final int port;
  private final int tlsPort;
  private final Path certificate;

  private Upstream(Running nginx, int port, int tlsPort, Path certificate) {
    this.nginx = nginx;
    this.port = port;
    this.tlsPort = tlsPort;
    this.certificate = certificate;
  }

  /** Starts it with its files in a folder. */
  public static Upstream start(Path folder) throws IOException, InterruptedException {
    Certificate certificate = Certificate.create(folder);
    Files.writeString(folder.resolve("burst.txt"), burst());
    Files.writeString(folder.resolve("anthropic-burst.txt"), anthropicBurst());
    int port = Ports.free();
    int tlsPort = Ports.free();
    String server =
        """
            listen 127.0.0.1:%d;
            listen 127.0.0.1:%d ssl;
            ssl_certificate %s;
            ssl_certificate_key %s;
            location / {
              default_type application/json;
              return 200 '%s';
            }
            location /anthropic/ {
              default_type application/json;
              return 200 '%s';
            }
            location /large {
              proxy_pass http://127.0.0.1:%d/;
              proxy_pass_request_body off;
              proxy_set_header Content-Length "";
            }
            location /anthropic-large {
              proxy_pass http://127.0.0.1:%d/anthropic;
              proxy_pass_request_body off;
              proxy_set_header Content-Length "";
            }
            location /burst {
              error_page 405 =200 /burst.txt;
              return 405;
            }
            location /anthropic-burst/ {
              error_page 405 =200 /anthropic-burst.txt;
              return 405;
            }
            location ~ ^/(anthropic-)?burst\\.txt$ {
              internal;
              default_type "text/event-stream; charset=utf-8";
              types { }
              root %s;
            }
        """
            .formatted(
                port,
                tlsPort,
                certificate.certificate(),
                certificate.key(),
                ANSWER,
                MESSAGE,
                port,
                port,
                folder);
    Running nginx = Nginx.start("upstream", folder, "", server);
    Ports.await(nginx, port);
    return new Upstream(nginx, port, tlsPort, certificate.certificate());
  }

  private static String burst() {
    var burst = new StringBuilder();
    burst.append(
        CHUNK.formatted(
            choice("{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null"), "null"));
    for (int i = 0; i < BURST_EVENTS - 4; i++) {
      burst.append(CHUNK.formatted(choice("{\"content\":\" word\"}", "null"), "null"));
    }
    burst.append(CHUNK.formatted(choice("{}", "\"stop\""), "null"));
    burst.append(
        CHUNK.formatted(
            "",
            "{\"prompt_tokens\":560,\"completion_tokens\":200,\"total_tokens\":760,\"prompt_tokens_details\":{\"cached_tokens\":0}}"));
    return burst.append("data: [DONE]\n\n").toString();
  }

  private static String anthropicBurst() {
    var burst = new StringBuilder();
    event(
        burst,
        "message_start",
        ",\"message\":{\"id\":\"msg_bench00000000000000001\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":560,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":1}}");
    event(
        burst,
        "content_block_start",
        ",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    for (int i = 0; i < BURST_EVENTS - 5; i++) {
      event(
          burst,
          "content_block_delta",
          ",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" word\"}");
    }
    event(burst, "content_block_stop", ",\"index\":0");
    event(
        burst,
        "message_delta",
        ",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":200}");
    event(burst, "message_stop", "");
    return burst.toString();
  }

  private static void event(StringBuilder burst, String name, String rest) {
    burst.append("event: %s\ndata: {\"type\":\"%s\"%s}\n\n".formatted(name, name, rest));
  }

  private static String choice(String delta, String finish) {
    return "{\"index\":0,\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finish
        + "}";
  }

  /** Plain HTTP. */
  public int port() {
    return port;
  }

  /** TLS. */
  public int tlsPort() {
    return tlsPort;
  }

  /** What to trust, as PEM. */
  public String caPem() throws IOException {
    return Files.readString(certificate);
  }

  /** The file of {@link #caPem()}. */
  Path caFile() {
    return certificate;
  }

  @Override
  public void close() {
    nginx.close();
  }
}
