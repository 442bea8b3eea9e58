package dev.headgate.dataplane.upstream;

import dev.headgate.contract.Dialect;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question to a provider that costs nothing: which models it has, on a connection of its own,
 * so that neither a stale connection nor a full pool is taken for an answer. Belongs to one event
 * loop.
 */
final class LivenessCall {
  private final Way way;
  private @Nullable HttpClientRequest request;
  private boolean over;

  LivenessCall(Way way) {
    this.way = way;
  }

  /** Never fails. */
  Future<Liveness> within(long ms) {
    var known = way.origin().resolver().known();
    var addresses = known == null ? way.origin().resolver().ask() : Future.succeededFuture(known);
    return addresses
        .compose(this::ask)
        .timeout(ms, TimeUnit.MILLISECONDS)
        .otherwise(Liveness.Dead)
        .onComplete(told -> close());
  }

  private Future<Liveness> ask(List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      return Future.succeededFuture(Liveness.Dead);
    }
    return way.origin()
        .requestAboutModels(addresses.getFirst(), path())
        .compose(this::send)
        .map(head -> head.statusCode() < 500 ? Liveness.Alive : Liveness.Dead);
  }

  private Future<HttpClientResponse> send(HttpClientRequest made) {
    request = made;
    if (over || !way.origin().permits(made.connection())) {
      close();
      return Future.failedFuture("not asked");
    }
    way.origin().name(made);
    way.own(made.headers());
    way.backend().headers().forEach(made::putHeader);
    var credential = way.backend().credential();
    if (credential != null) {
      made.putHeader(credential.header(), credential.value());
    }
    return made.send();
  }

  private void close() {
    over = true;
    if (request != null) {
      request.connection().close();
    }
  }

  private String path() {
    var base = URI.create(way.backend().baseUrl()).getRawPath();
    Dialect dialect = way.backend().dialect();
    // Where there is no list, or none without a token, the refusal shows as well who is there.
    return switch (dialect) {
      case Anthropic -> base + "/v1/models";
      case Gemini -> base + "/v1beta/models";
      case OpenAI, OpenAIResponses -> base + "/models";
      case AzureOpenAI -> base + "/openai/v1/models";
      case VertexGemini -> base + "/publishers/google/models";
      case VertexAnthropic -> base + "/publishers/anthropic/models";
      case Bedrock -> base + "/model";
    };
  }
}
