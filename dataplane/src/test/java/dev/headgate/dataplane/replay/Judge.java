package dev.headgate.dataplane.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.anthropic.AnthropicMessages;
import dev.headgate.simulator.dialect.bedrock.BedrockConverse;
import dev.headgate.simulator.dialect.gemini.GeminiGenerate;
import dev.headgate.simulator.dialect.gemini.GoogleAccounts;
import dev.headgate.simulator.dialect.gemini.VertexGenerate;
import dev.headgate.simulator.dialect.openai.AzureOpenAi;
import dev.headgate.simulator.dialect.openai.EncryptedContent;
import dev.headgate.simulator.dialect.openai.OpenAiChat;
import dev.headgate.simulator.dialect.openai.OpenAiResponses;
import dev.headgate.simulator.dialect.openai.StoredResponses;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The simulator's rules. It knows the seals of nobody but itself, so real ones are sealed again in
 * its own way before it judges; what was stored at a provider is put into its store.
 */
final class Judge {
  private static final String ACCOUNT = "replay";

  private final StoredResponses stored = new StoredResponses();
  private final GoogleAccounts accounts = new GoogleAccounts(InstantSource.system());

  /** What the provider would refuse; null when nothing. */
  @Nullable String refusal(Wire wire, String model, boolean stream, JsonNode body) {
    JsonNode own = body.deepCopy();
    seal(wire, own);
    Dialect dialect =
        switch (wire) {
          case CHAT -> new OpenAiChat(Set.of());
          case AZURE -> new AzureOpenAi(new OpenAiChat(Set.of()), model, true);
          case RESPONSES -> new OpenAiResponses(ACCOUNT, stored);
          case ANTHROPIC -> new AnthropicMessages();
          case GEMINI -> new GeminiGenerate(model, stream, true);
          case VERTEX -> new VertexGenerate(new GeminiGenerate(model, stream, true), accounts);
          case BEDROCK -> new BedrockConverse(model, stream, InstantSource.system());
        };
    if (dialect.read(own) instanceof Reading.Rejected(var problem)
        && !"previous_response_not_found".equals(problem.code())) {
      return problem.status() + " " + problem.message();
    }
    return null;
  }

  /** Stores what a provider answered, as OpenAI does unless it is told not to. */
  void remember(JsonNode request, JsonNode response) {
    if (response.path("output").isArray() && request.path("store").asBoolean(true)) {
      stored.put(
          ACCOUNT,
          response.path("id").asText(),
          items(request.path("input")),
          items(response.get("output")));
    }
  }

  private static List<JsonNode> items(JsonNode list) {
    return list.isArray() ? StreamSupport.stream(list.spliterator(), false).toList() : List.of();
  }

  private void seal(Wire wire, JsonNode body) {
    switch (wire) {
      case ANTHROPIC -> body.path("messages").forEach(message -> thinking(message.path("content")));
      case GEMINI, VERTEX ->
          body.path("contents").forEach(content -> content.path("parts").forEach(Judge::signature));
      case RESPONSES -> reasoning(body.path("input"));
      case BEDROCK -> body.path("messages").forEach(message -> converse(message.path("content")));
      case CHAT, AZURE -> {}
    }
  }

  private static void thinking(JsonNode content) {
    int position = 0;
    for (var block : content) {
      var type = block.path("type").asText();
      if (type.equals("thinking") && block.hasNonNull("signature")) {
        put(block, "signature", seal("anthropic", position++, block.path("thinking")));
      } else if (type.equals("redacted_thinking") && block.hasNonNull("data")) {
        put(block, "data", seal("anthropic redacted", position++, block.path("data")));
      }
    }
  }

  private static void converse(JsonNode content) {
    int position = 0;
    for (var block : content) {
      var reasoning = block.path("reasoningContent");
      var text = reasoning.path("reasoningText");
      if (text.hasNonNull("signature")) {
        put(text, "signature", seal("anthropic", position++, text.path("text")));
      } else if (reasoning.hasNonNull("redactedContent")) {
        var sealed = seal("anthropic redacted", position++, reasoning.path("redactedContent"));
        put(
            reasoning,
            "redactedContent",
            Base64.getEncoder().encodeToString(sealed.getBytes(UTF_8)));
      }
    }
  }

  private static void signature(JsonNode part) {
    for (var name : List.of("thoughtSignature", "thought_signature")) {
      var value = part.path(name).asText();
      if (!value.isEmpty() && !value.startsWith("skip_thought") && !value.startsWith("context_")) {
        var call = part.has("functionCall") ? part.get("functionCall") : part.path("function_call");
        put(part, name, seal("gemini", 0, call.path("name")));
      }
    }
  }

  /** Reasoning that is not sealed must be stored. */
  private void reasoning(JsonNode input) {
    var known = new ArrayList<JsonNode>();
    for (var item : input) {
      if (item.path("type").asText().equals("reasoning")) {
        if (item.hasNonNull("encrypted_content")) {
          var id = item.path("id").asText();
          put(item, "encrypted_content", EncryptedContent.of(ACCOUNT, id));
        } else {
          known.add(item.deepCopy());
        }
      }
    }
    if (!known.isEmpty()) {
      stored.put(ACCOUNT, "resp_" + System.identityHashCode(input), List.of(), known);
    }
  }

  private static String seal(String realm, int position, JsonNode of) {
    return Signature.of(realm, position, of.asText());
  }

  private static void put(JsonNode object, String field, String value) {
    ((ObjectNode) object).put(field, value);
  }
}
