package dev.headgate.dataplane.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.genai.types.GenerateContentResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The official SDKs' types, which callers read answers with. */
final class SdkTypes {
  private static final JsonMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();
  private static final JsonMapper CLAUDE = com.anthropic.core.ObjectMappers.jsonMapper();

  private SdkTypes() {}

  /** Reads a whole answer. */
  static JsonNode answer(Wire wire, String body) throws JsonProcessingException {
    return switch (wire) {
      case CHAT, AZURE ->
          OPENAI.valueToTree(OPENAI.readValue(body, ChatCompletion.class).validate());
      case RESPONSES -> OPENAI.valueToTree(OPENAI.readValue(body, Response.class).validate());
      case ANTHROPIC -> {
        var message = CLAUDE.readValue(body, Message.class);
        yield CLAUDE.valueToTree(ofServerTool(body) ? message : message.validate());
      }
      case GEMINI, VERTEX ->
          Spoken.tree(GenerateContentResponse.fromJson(body).toJson().getBytes(UTF_8));
      case BEDROCK -> throw new IllegalArgumentException("no caller speaks it");
    };
  }

  /** Whether an answer is one to the SDK. */
  static boolean accepts(Wire wire, byte[] answer) {
    try {
      answer(wire, new String(answer, UTF_8));
      return true;
    } catch (JsonProcessingException | RuntimeException e) {
      return false;
    }
  }

  /** Whether a stream is one to the SDK. */
  static boolean acceptsStream(Wire wire, byte[] stream) {
    try {
      stream(wire, new String(stream, UTF_8));
      return true;
    } catch (JsonProcessingException | RuntimeException e) {
      return false;
    }
  }

  /** A provider's own stream, put together; null where the SDK does not know all of it. */
  static @Nullable JsonNode gathered(Wire wire, String stream) {
    try {
      return stream(wire, stream, false);
    } catch (JsonProcessingException | RuntimeException e) {
      return null;
    }
  }

  /** Reads a stream and puts it together. */
  static JsonNode stream(Wire wire, String stream) throws JsonProcessingException {
    return stream(wire, stream, true);
  }

  private static JsonNode stream(Wire wire, String stream, boolean strict)
      throws JsonProcessingException {
    return switch (wire) {
      case CHAT, AZURE -> {
        var whole = ChatCompletionAccumulator.create();
        boolean custom = ofCustomTool(stream);
        for (var data : data(stream)) {
          if (!data.equals("[DONE]")) {
            var chunk = OPENAI.readValue(data, ChatCompletionChunk.class);
            if (!custom) {
              whole.accumulate(strict ? chunk.validate() : chunk);
            }
          }
        }
        if (custom) {
          yield MissingNode.getInstance();
        }
        var completion = whole.chatCompletion();
        yield OPENAI.valueToTree(strict ? completion.validate() : completion);
      }
      case RESPONSES -> {
        var whole = ResponseAccumulator.create();
        for (var data : data(stream)) {
          var event = OPENAI.readValue(data, ResponseStreamEvent.class);
          whole.accumulate(strict ? event.validate() : event);
        }
        yield OPENAI.valueToTree(strict ? whole.response().validate() : whole.response());
      }
      case ANTHROPIC -> {
        var whole = MessageAccumulator.create();
        for (var data : data(stream)) {
          if (!data.contains("\"type\":\"ping\"") && !data.contains("\"type\": \"ping\"")) {
            var event = CLAUDE.readValue(data, RawMessageStreamEvent.class);
            whole.accumulate(strict && !ofServerTool(data) ? event.validate() : event);
          }
        }
        var message = whole.message();
        yield CLAUDE.valueToTree(strict && !ofServerTool(stream) ? message.validate() : message);
      }
      case GEMINI, VERTEX -> {
        var gathered = new Candidates();
        for (var data : data(stream)) {
          gathered.add(answer(wire, data));
        }
        yield gathered.answer();
      }
      case BEDROCK -> throw new IllegalArgumentException("no caller speaks it");
    };
  }

  /** 3.14.0 finds fault with every server_tool_use, and knows neither MCP's nor compaction. */
  private static boolean ofServerTool(String text) {
    return text.contains("\"server_tool_use\"")
        || text.contains("\"mcp_tool_use\"")
        || text.contains("\"compaction\"");
  }

  /** 4.100.0 has no custom tools in chunks, though OpenAI sends them. */
  private static boolean ofCustomTool(String text) {
    return text.contains("\"type\":\"custom\"");
  }

  static List<String> data(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring(5).strip())
        .toList();
  }
}
