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
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/models} and {@code /v1beta/models}: what this caller may ask for, as the API that
 * their SDK speaks lists it.
 */
final class ModelList {
  private static final Pattern PATH = Pattern.compile("/v1(?:beta|alpha)?/models(?:/(.+))?");

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private ModelList() {}

  static boolean serves(String path) {
    return PATH.matcher(path).matches();
  }

  static void answer(
      Configuration configuration,
      Caller caller,
      HttpServerRequest request,
      Reply reply,
      String path) {
    var dialect = Vendor.dialect(path, request.headers());
    var names = configuration.routes().models(caller.consumer(), dialect, request.headers()::get);
    var asked = PATH.matcher(path);
    if (!asked.matches() || asked.group(1) == null) {
      reply.json(200, Buffer.buffer(list(dialect, names).toString()));
      return;
    }
    var name = decoded(asked.group(1));
    if (names.contains(name)) {
      reply.json(200, Buffer.buffer(model(dialect, name).toString()));
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

  /** All of them on one page. */
  private static ObjectNode list(Dialect dialect, List<String> names) {
    var list = JSON.objectNode();
    if (dialect == Dialect.OpenAI) {
      list.put("object", "list");
    }
    var models = list.putArray(dialect == Dialect.Gemini ? "models" : "data");
    names.forEach(name -> models.add(model(dialect, name)));
    if (dialect == Dialect.Anthropic) {
      list.put("has_more", false);
      list.put("first_id", names.isEmpty() ? null : names.getFirst());
      list.put("last_id", names.isEmpty() ? null : names.getLast());
    }
    return list;
  }

  /** Two dialects want a time of making; a name in a route has none worth telling. */
  private static ObjectNode model(Dialect dialect, String name) {
    var model = JSON.objectNode();
    switch (dialect) {
      case Anthropic ->
          model
              .put("type", "model")
              .put("id", name)
              .put("display_name", name)
              .put("created_at", "1970-01-01T00:00:00Z");
      case Gemini ->
          model
              .put("name", "models/" + name)
              .put("displayName", name)
              .putArray("supportedGenerationMethods")
              .add("generateContent")
              .add("streamGenerateContent")
              .add("countTokens");
      default ->
          model
              .put("id", name)
              .put("object", "model")
              .put("created", 0)
              .put("owned_by", "headgate");
    }
    return model;
  }
}
