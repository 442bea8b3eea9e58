package dev.headgate.dataplane.http;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.contract.Dialect;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A proxy between callers and a provider of one dialect, which says what was recorded. */
public final class RecordedRelay implements AutoCloseable {
  private static final String MODEL = "recorded-model";

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  private final HttpServer provider;
  private final ServedProxy proxy;
  private volatile byte[] answer = new byte[0];
  private volatile boolean stream;

  /**
   * What came of one exchange.
   *
   * @param status that the caller was told
   * @param asked the body that the provider was asked with; empty when it was not
   * @param body that the caller was told
   * @param input tokens that were paid for; -1 when nothing was settled
   * @param output the same
   */
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Told(int status, byte[] asked, byte[] body, long input, long output) {}

  /** Starts both. */
  public RecordedRelay(Dialect dialect) {
    provider =
        ServedProxy.join(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  received.add(body.getBytes());
                                  request
                                      .response()
                                      .putHeader("content-type", type())
                                      .end(Buffer.buffer(answer));
                                }))
                .listen(0, "127.0.0.1"));
    var manifest = new Manifest();
    manifest.inbound = List.of(dialect == Dialect.AzureOpenAI ? Dialect.OpenAI : dialect);
    manifest.dialect = dialect;
    manifest.providerModel = MODEL;
    manifest.attempts = 0;
    manifest.contextWindow = 2_000_000;
    manifest.maxOutputTokens = 1_000_000;
    manifest.capabilities = List.of(Capability.values());
    var base = "http://127.0.0.1:" + provider.actualPort();
    boolean versioned = dialect == Dialect.OpenAI || dialect == Dialect.OpenAIResponses;
    manifest.backend("a", versioned ? base + "/v1" : base).routeOf("ai/all", "*", "a");
    proxy = new ServedProxy(vertx, manifest.build());
  }

  private String type() {
    return stream ? "text/event-stream" : "application/json";
  }

  /** Says a recorded request, which is answered with what was recorded. */
  public Told say(String path, byte[] request, byte[] recorded, boolean streamed)
      throws IOException, InterruptedException {
    answer = recorded;
    stream = streamed;
    received.clear();
    var before = proxy.budgets().settled().size();
    var told =
        ServedProxy.HTTP.send(
            proxy
                .request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    var settled = new ArrayList<>(proxy.budgets().settled());
    var asked = received.poll();
    boolean paid = settled.size() > before;
    return new Told(
        told.statusCode(),
        asked == null ? new byte[0] : asked,
        told.body(),
        paid ? settled.getLast().input() : -1,
        paid ? settled.getLast().output() : -1);
  }

  @Override
  public void close() {
    proxy.close();
    ServedProxy.join(provider.close());
    ServedProxy.join(vertx.close());
  }
}
