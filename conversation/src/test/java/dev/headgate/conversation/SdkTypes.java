package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseStreamEvent;
import dev.headgate.conversation.gemini.Google;
import java.util.List;

/** The official SDKs' types, which are the dialects' truth: what is written must be one of them. */
final class SdkTypes {
  private static final JsonMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();
  private static final JsonMapper CLAUDE = com.anthropic.core.ObjectMappers.jsonMapper();

  private SdkTypes() {}

  static void acceptRequest(String dialect, String body) throws JsonProcessingException {
    switch (dialect) {
      case "chat" -> OPENAI.readValue(body, ChatCompletionCreateParams.Body.class).validate();
      case "anthropic" -> {
        var params = CLAUDE.readValue(body, MessageCreateParams.Body.class);
        assertThat(ofServerTool(body) ? params : params.validate()).isNotNull();
      }
      case "responses" -> OPENAI.readValue(body, ResponseCreateParams.Body.class).validate();
      case "gemini" -> Google.acceptRequest(body);
      default -> throw new AssertionError(dialect);
    }
  }

  static void acceptAnswer(String dialect, String body) throws JsonProcessingException {
    switch (dialect) {
      case "chat" -> chatAnswer(body);
      case "anthropic" -> message(body);
      case "responses" -> response(body);
      case "gemini" -> Google.acceptAnswer(body);
      default -> throw new AssertionError(dialect);
    }
  }

  static ChatCompletion chatAnswer(String body) throws JsonProcessingException {
    return OPENAI.readValue(body, ChatCompletion.class).validate();
  }

  static Response response(String body) throws JsonProcessingException {
    return OPENAI.readValue(body, Response.class).validate();
  }

  static Message message(String body) throws JsonProcessingException {
    var message = CLAUDE.readValue(body, Message.class);
    return ofServerTool(body) ? message : message.validate();
  }

  /** 3.14.0 finds fault with every server_tool_use, and knows neither MCP's nor compaction. */
  private static boolean ofServerTool(String text) {
    return text.contains("\"server_tool_use\"")
        || text.contains("\"mcp_tool_")
        || text.contains("\"compaction\"");
  }

  /** Every event, unless it is an error. */
  static void acceptStream(String dialect, String stream) throws JsonProcessingException {
    boolean failed = stream.contains("\"error\":{");
    switch (dialect) {
      case "chat" -> {
        var whole = ChatCompletionAccumulator.create();
        for (var data : data(stream)) {
          if (!data.equals("[DONE]") && !data.startsWith("{\"error\"")) {
            whole.accumulate(OPENAI.readValue(data, ChatCompletionChunk.class).validate());
          }
        }
        if (!failed) {
          whole.chatCompletion().validate();
        }
      }
      case "anthropic" -> {
        var whole = MessageAccumulator.create();
        for (var data : data(stream)) {
          if (!data.contains("\"type\":\"ping\"") && !data.startsWith("{\"type\":\"error\"")) {
            var event = CLAUDE.readValue(data, RawMessageStreamEvent.class);
            whole.accumulate(ofServerTool(data) ? event : event.validate());
          }
        }
        if (!failed && !ofServerTool(stream)) {
          whole.message().validate();
        }
      }
      case "responses" -> {
        var whole = ResponseAccumulator.createWithSnapshots();
        for (var data : data(stream)) {
          var event = OPENAI.readValue(data, ResponseStreamEvent.class);
          // A failure's code may be one of the gateway's, which the type does not list.
          whole.accumulate(event.isFailed() ? event : event.validate());
        }
        if (!failed) {
          assertThat(whole.reconstructedResponse().validate().output())
              .isEqualTo(whole.response().validate().output());
        }
      }
      case "gemini" -> Google.acceptStream(stream);
      default -> throw new AssertionError(dialect);
    }
  }

  static Response responseStream(String stream) throws JsonProcessingException {
    var whole = ResponseAccumulator.create();
    for (var data : data(stream)) {
      whole.accumulate(OPENAI.readValue(data, ResponseStreamEvent.class));
    }
    return whole.response();
  }

  static ChatCompletion chatStream(String stream) throws JsonProcessingException {
    var whole = ChatCompletionAccumulator.create();
    for (var data : data(stream)) {
      if (!data.equals("[DONE]")) {
        whole.accumulate(OPENAI.readValue(data, ChatCompletionChunk.class));
      }
    }
    return whole.chatCompletion();
  }

  static Message messageStream(String stream) throws JsonProcessingException {
    var whole = MessageAccumulator.create();
    for (var data : data(stream)) {
      if (!data.contains("\"type\":\"ping\"")) {
        whole.accumulate(CLAUDE.readValue(data, RawMessageStreamEvent.class));
      }
    }
    return whole.message();
  }

  private static List<String> data(String stream) {
    return stream
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring(6))
        .toList();
  }
}
