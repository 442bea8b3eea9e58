package dev.headgate.conversation;

import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;

/** The official SDKs' types, which are the dialects' truth: what is written must be one of them. */
final class SdkTypes {
  private static final JsonMapper OPENAI = com.openai.core.ObjectMappers.jsonMapper();
  private static final JsonMapper CLAUDE = com.anthropic.core.ObjectMappers.jsonMapper();

  private SdkTypes() {}

  static void acceptRequest(String dialect, String body) throws JsonProcessingException {
    switch (dialect) {
      case "chat" -> OPENAI.readValue(body, ChatCompletionCreateParams.Body.class).validate();
      case "anthropic" -> CLAUDE.readValue(body, MessageCreateParams.Body.class).validate();
      default -> throw new AssertionError(dialect);
    }
  }

  static void acceptAnswer(String dialect, String body) throws JsonProcessingException {
    switch (dialect) {
      case "chat" -> chatAnswer(body);
      case "anthropic" -> message(body);
      default -> throw new AssertionError(dialect);
    }
  }

  static ChatCompletion chatAnswer(String body) throws JsonProcessingException {
    return OPENAI.readValue(body, ChatCompletion.class).validate();
  }

  static Message message(String body) throws JsonProcessingException {
    var message = CLAUDE.readValue(body, Message.class);
    return ofServerTool(body) ? message : message.validate();
  }

  /** 3.14.0 finds fault with every server_tool_use, its own included. */
  private static boolean ofServerTool(String text) {
    return text.contains("\"server_tool_use\"");
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
      default -> throw new AssertionError(dialect);
    }
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
