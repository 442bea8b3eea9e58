package dev.headgate.dataplane.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Dialect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A conversation with two tools, as a caller of one dialect has it by hand. */
final class ToolLoop {
  /** One pixel. */
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
          + "\"required\":[\"city\"],\"additionalProperties\":false}";

  private final Dialect caller;
  private final ObjectNode body;

  /**
   * @param thinking whether the model is to show its reasoning
   * @param image whether a picture goes with the question
   */
  ToolLoop(Dialect caller, boolean thinking, boolean image) {
    this.caller = caller;
    var question =
        "[[tool:weather {\\\"city\\\":\\\"Paris\\\"}]] and [[tool:time"
            + " {\\\"city\\\":\\\"Rome\\\"}]]";
    this.body =
        read(
            switch (caller) {
              case OpenAI ->
                  "{\"model\":\"chat\",\"max_completion_tokens\":3000,"
                      + (thinking ? "\"reasoning_effort\":\"low\"," : "")
                      + "\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                      + "{\"role\":\"user\",\"content\":["
                      + (image
                          ? "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,"
                              + PNG
                              + "\"}},"
                          : "")
                      + "{\"type\":\"text\",\"text\":\""
                      + question
                      + "\"}]}],\"tools\":["
                      + chatTool("weather")
                      + ","
                      + chatTool("time")
                      + "]}";
              case OpenAIResponses ->
                  "{\"model\":\"chat\",\"max_output_tokens\":3000,\"store\":false,"
                      + (thinking
                          ? "\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},"
                              + "\"include\":[\"reasoning.encrypted_content\"],"
                          : "")
                      + "\"instructions\":\"Be brief.\",\"input\":[{\"role\":\"user\",\"content\":["
                      + (image
                          ? "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,"
                              + PNG
                              + "\"},"
                          : "")
                      + "{\"type\":\"input_text\",\"text\":\""
                      + question
                      + "\"}]}],\"tools\":["
                      + responsesTool("weather")
                      + ","
                      + responsesTool("time")
                      + "]}";
              case Anthropic ->
                  "{\"model\":\"chat\",\"max_tokens\":3000,"
                      + (thinking
                          ? "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1024},"
                          : "")
                      + "\"system\":\"Be brief.\",\"messages\":[{\"role\":\"user\",\"content\":["
                      + (image
                          ? "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\""
                              + PNG
                              + "\"}},"
                          : "")
                      + "{\"type\":\"text\",\"text\":\""
                      + question
                      + "\"}]}],\"tools\":["
                      + "{\"name\":\"weather\",\"input_schema\":"
                      + SCHEMA
                      + "},{\"name\":\"time\",\"input_schema\":"
                      + SCHEMA
                      + "}]}";
              case Gemini ->
                  "{\"generationConfig\":{\"maxOutputTokens\":3000"
                      + (thinking
                          ? ",\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingBudget\":1024}"
                          : "")
                      + "},\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\"}]},"
                      + "\"contents\":[{\"role\":\"user\",\"parts\":["
                      + (image
                          ? "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\""
                              + PNG
                              + "\"}},"
                          : "")
                      + "{\"text\":\""
                      + question
                      + "\"}]}],\"tools\":[{\"functionDeclarations\":["
                      + "{\"name\":\"weather\",\"parametersJsonSchema\":"
                      + SCHEMA
                      + "},{\"name\":\"time\",\"parametersJsonSchema\":"
                      + SCHEMA
                      + "}]}]}";
              default -> throw new IllegalArgumentException(caller.name());
            });
  }

  private static String chatTool(String name) {
    return "{\"type\":\"function\",\"function\":{\"name\":\""
        + name
        + "\",\"parameters\":"
        + SCHEMA
        + "}}";
  }

  private static String responsesTool(String name) {
    return "{\"type\":\"function\",\"name\":\""
        + name
        + "\",\"strict\":false,\"parameters\":"
        + SCHEMA
        + "}";
  }

  String path(boolean stream) {
    return switch (caller) {
      case OpenAI -> "/v1/chat/completions";
      case OpenAIResponses -> "/v1/responses";
      case Anthropic -> "/v1/messages";
      default ->
          "/v1beta/models/chat:" + (stream ? "streamGenerateContent?alt=sse" : "generateContent");
    };
  }

  String body(boolean stream) {
    var asked = body.deepCopy();
    if (stream && caller != Dialect.Gemini) {
      asked.put("stream", true);
    }
    return asked.toString();
  }

  /** Names of the tools that an answer calls, in order. */
  List<String> called(JsonNode answer) {
    var names = new ArrayList<String>();
    for (var call : calls(answer)) {
      names.add(
          switch (caller) {
            case OpenAI -> call.at("/function/name").asText();
            case Gemini -> call.at("/functionCall/name").asText();
            default -> call.path("name").asText();
          });
    }
    return names;
  }

  private List<JsonNode> calls(JsonNode answer) {
    var calls = new ArrayList<JsonNode>();
    switch (caller) {
      case OpenAI -> answer.at("/choices/0/message/tool_calls").forEach(calls::add);
      case OpenAIResponses ->
          answer
              .path("output")
              .forEach(
                  item -> {
                    if (item.path("type").asText().equals("function_call")) {
                      calls.add(item);
                    }
                  });
      case Anthropic ->
          answer
              .path("content")
              .forEach(
                  block -> {
                    if (block.path("type").asText().equals("tool_use")) {
                      calls.add(block);
                    }
                  });
      default ->
          answer
              .at("/candidates/0/content/parts")
              .forEach(
                  part -> {
                    if (part.has("functionCall")) {
                      calls.add(part);
                    }
                  });
    }
    return calls;
  }

  /** Goes on behind an answer with the results of what it calls, the later one first. */
  void goOn(JsonNode answer) {
    var calls = calls(answer).reversed();
    switch (caller) {
      case OpenAI -> {
        var messages = (ArrayNode) body.get("messages");
        messages.add(answer.at("/choices/0/message"));
        for (var call : calls) {
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", call.path("id").asText())
              .put("content", "fine");
        }
      }
      case OpenAIResponses -> {
        var input = (ArrayNode) body.get("input");
        input.addAll((ArrayNode) answer.get("output"));
        for (var call : calls) {
          input
              .addObject()
              .put("type", "function_call_output")
              .put("call_id", call.path("call_id").asText())
              .put("output", "fine");
        }
      }
      case Anthropic -> {
        var messages = (ArrayNode) body.get("messages");
        messages.addObject().put("role", "assistant").set("content", answer.get("content"));
        var results = messages.addObject().put("role", "user").putArray("content");
        for (var call : calls) {
          results
              .addObject()
              .put("type", "tool_result")
              .put("tool_use_id", call.path("id").asText())
              .put("content", "fine");
        }
      }
      default -> {
        var contents = (ArrayNode) body.get("contents");
        contents.add(answer.at("/candidates/0/content"));
        var parts = contents.addObject().put("role", "user").putArray("parts");
        for (var call : calls) {
          var response = parts.addObject().putObject("functionResponse");
          if (call.get("functionCall").has("id")) {
            response.set("id", call.at("/functionCall/id"));
          }
          response.set("name", call.at("/functionCall/name"));
          response.putObject("response").put("output", "fine");
        }
      }
    }
  }

  /** All words of an answer. */
  String words(JsonNode answer) {
    return switch (caller) {
      case OpenAI -> answer.at("/choices/0/message/content").asText();
      case OpenAIResponses -> answer.path("output").findValuesAsText("text").toString();
      case Anthropic -> answer.path("content").findValuesAsText("text").toString();
      default -> answer.path("candidates").findValuesAsText("text").toString();
    };
  }

  static ObjectNode read(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}
