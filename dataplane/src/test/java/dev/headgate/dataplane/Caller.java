package dev.headgate.dataplane;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Calls a proxy as curl would. */
final class Caller implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ProxyProcess proxy;
  private final String key;

  Caller(ProxyProcess proxy, String key) {
    this.proxy = proxy;
    this.key = key;
  }

  HttpResponse<String> chat() throws IOException, InterruptedException {
    return chat(Served.MODEL);
  }

  HttpResponse<String> chat(String model) throws IOException, InterruptedException {
    return http.send(request(model, false), BodyHandlers.ofString());
  }

  HttpResponse<InputStream> stream() throws IOException, InterruptedException {
    return http.send(request(Served.MODEL, true), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> usage() throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(proxy.data("/headgate/v1/usage"))
            .header("authorization", "Bearer " + key)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpRequest request(String model, boolean stream) {
    var body =
        """
        {"model": "%s", "stream": %s, "max_tokens": 100,
         "messages": [{"role": "user", "content": "Tell me about gates."}]}
        """
            .formatted(model, stream);
    return HttpRequest.newBuilder(proxy.data("/v1/chat/completions"))
        .header("authorization", "Bearer " + key)
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(60))
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
