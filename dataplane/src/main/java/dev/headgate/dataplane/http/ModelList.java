package dev.headgate.dataplane.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.http.Keys.Entry.Caller;
import dev.headgate.dataplane.snapshot.Configuration;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** {@code GET /v1/models}: what this caller may ask for, as OpenAI lists it. */
final class ModelList {
  private static final String PATH = "/v1/models";

  private ModelList() {}

  static boolean serves(String path) {
    return path.equals(PATH) || (path.startsWith(PATH + "/") && path.length() > PATH.length() + 1);
  }

  static void answer(
      Configuration configuration,
      Caller caller,
      HttpServerRequest request,
      Reply reply,
      String path) {
    var names =
        configuration.routes().models(caller.consumer(), Dialect.OpenAI, request.headers()::get);
    if (path.equals(PATH)) {
      var list = JsonNodeFactory.instance.objectNode().put("object", "list");
      var data = list.putArray("data");
      names.forEach(name -> data.add(model(name)));
      reply.json(200, Buffer.buffer(list.toString()));
      return;
    }
    var name = decoded(path.substring(PATH.length() + 1));
    if (names.contains(name)) {
      reply.json(200, Buffer.buffer(model(name).toString()));
    } else {
      reply.refuse(Refusals.of(new Refused.NoRoute(name)));
    }
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return segment;
    }
  }

  /** The dialect wants a time of making; a name in a route has none worth telling. */
  private static ObjectNode model(String name) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", name)
        .put("object", "model")
        .put("created", 0)
        .put("owned_by", "headgate");
  }
}
