package dev.headgate.simulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.anthropic.AnthropicMessages;
import dev.headgate.simulator.dialect.anthropic.VertexMessages;
import dev.headgate.simulator.dialect.bedrock.BedrockConverse;
import dev.headgate.simulator.dialect.gemini.GeminiGenerate;
import dev.headgate.simulator.dialect.gemini.GoogleAccounts;
import dev.headgate.simulator.dialect.gemini.VertexGenerate;
import dev.headgate.simulator.dialect.openai.AzureOpenAi;
import dev.headgate.simulator.dialect.openai.Embeddings;
import dev.headgate.simulator.dialect.openai.Models;
import dev.headgate.simulator.dialect.openai.Moderations;
import dev.headgate.simulator.dialect.openai.OpenAiChat;
import dev.headgate.simulator.dialect.openai.OpenAiResponses;
import dev.headgate.simulator.dialect.openai.Rerank;
import dev.headgate.simulator.dialect.openai.StoredResponses;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which dialect is spoken at which address. */
public final class Dialects {
  private final InstantSource clock;
  private final GoogleAccounts accounts;
  private final StoredResponses stored = new StoredResponses();
  private final AnthropicMessages anthropic = new AnthropicMessages();

  /**
   * All dialects.
   *
   * @param accounts who may use Vertex
   */
  public Dialects(InstantSource clock, GoogleAccounts accounts) {
    this.clock = clock;
    this.accounts = accounts;
  }

  /** The dialect of an address; where nobody knows the path, what the headers look like. */
  Dialect of(@Nullable Address address, HttpServerRequest request, Set<Quirk> quirks) {
    var openai = new OpenAiChat(quirks);
    if (address == null) {
      return request.getHeader("anthropic-version") == null ? openai : anthropic;
    }
    return switch (address.endpoint()) {
      case MESSAGES, COUNT_MESSAGES -> anthropic;
      case GENERATE, COUNT_GENERATE -> new GeminiGenerate(address.model(), false, false);
      case STREAM_GENERATE ->
          new GeminiGenerate(address.model(), true, "sse".equals(request.getParam("alt")));
      case GEMINI_MODELS -> new GeminiGenerate("", false, false);
      case MODELS -> request.getHeader("anthropic-version") == null ? openai : anthropic;
      case CONVERSE, COUNT_CONVERSE -> new BedrockConverse(address.model(), false, clock);
      case CONVERSE_STREAM -> new BedrockConverse(address.model(), true, clock);
      case AZURE_CHAT, AZURE_EMBEDDINGS -> new AzureOpenAi(openai, address.model(), true);
      case AZURE_RESPONSES ->
          new AzureOpenAi(new OpenAiResponses(address.provider(), stored), "", true);
      case AZURE_V1_CHAT, AZURE_V1_EMBEDDINGS -> new AzureOpenAi(openai, "", false);
      case AZURE_V1_RESPONSES, AZURE_V1_COUNT_RESPONSES ->
          new AzureOpenAi(new OpenAiResponses(address.provider(), stored), "", false);
      case VERTEX_GENERATE, VERTEX_COUNT_GENERATE ->
          new VertexGenerate(new GeminiGenerate(address.model(), false, false), accounts);
      case VERTEX_STREAM_GENERATE ->
          new VertexGenerate(
              new GeminiGenerate(address.model(), true, "sse".equals(request.getParam("alt"))),
              accounts);
      case VERTEX_PREDICT, VERTEX_COUNT_PREDICT ->
          new VertexMessages(anthropic, address.model(), false, accounts);
      case VERTEX_STREAM_PREDICT -> new VertexMessages(anthropic, address.model(), true, accounts);
      case RESPONSES, COUNT_RESPONSES -> new OpenAiResponses(address.provider(), stored);
      case CHAT, EMBEDDINGS, MODERATIONS, RERANK -> openai;
    };
  }

  /** Checks a body as the endpoint does. */
  Reading read(Address address, Dialect dialect, JsonNode body) {
    return switch (address.endpoint()) {
      case EMBEDDINGS, AZURE_V1_EMBEDDINGS -> Embeddings.read(body);
      case MODERATIONS -> Moderations.read(body);
      case RERANK -> Rerank.read(body);
      case AZURE_EMBEDDINGS ->
          Embeddings.read(
              body.isObject()
                  ? ((ObjectNode) body.deepCopy()).put("model", address.model())
                  : body);
      case VERTEX_COUNT_GENERATE ->
          new VertexGenerate(new GeminiGenerate(address.model(), false, false), accounts)
              .count(body);
      case VERTEX_COUNT_PREDICT -> new VertexMessages(anthropic, "", false, accounts).count(body);
      case COUNT_CONVERSE -> new BedrockConverse(address.model(), false, clock).count(body);
      case COUNT_RESPONSES, AZURE_V1_COUNT_RESPONSES ->
          new OpenAiResponses(address.provider(), stored).count(body);
      case COUNT_MESSAGES -> anthropic.count(body);
      case COUNT_GENERATE -> new GeminiGenerate(address.model(), false, false).count(body);
      default -> dialect.read(body);
    };
  }

  /** The body of a list of models. */
  String models(Dialect dialect, Collection<String> names) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    return switch (dialect) {
      case AnthropicMessages messages -> {
        var data = root.putArray("data");
        names.forEach(
            name ->
                data.addObject()
                    .put("type", "model")
                    .put("id", name)
                    .put("display_name", name)
                    .put("created_at", "2025-01-01T00:00:00Z"));
        yield root.put("has_more", false).toString();
      }
      case GeminiGenerate generate -> {
        var models = root.putArray("models");
        names.forEach(name -> models.addObject().put("name", "models/" + name));
        yield root.toString();
      }
      default -> Models.list(names);
    };
  }
}
