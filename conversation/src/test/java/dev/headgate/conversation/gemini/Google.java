package dev.headgate.conversation.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.genai.types.Content;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.GenerationConfig;
import com.google.genai.types.SafetySetting;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Google takes: its SDK's types know every field, and its rules hold (ai.google.dev; the
 * simulator's validator has the messages).
 */
public final class Google {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> TOP =
      Set.of(
          "contents",
          "systemInstruction",
          "tools",
          "toolConfig",
          "safetySettings",
          "generationConfig",
          "cachedContent",
          "labels");
  private static final List<String> DATA =
      List.of(
          "text",
          "inlineData",
          "fileData",
          "functionCall",
          "functionResponse",
          "executableCode",
          "codeExecutionResult");

  private Google() {}

  static JsonNode tree(String json) throws JsonProcessingException {
    return JSON.readTree(json);
  }

  /** Takes a request for an answer of a model of the third generation. */
  public static void acceptRequest(String body) throws JsonProcessingException {
    // The Java SDK reads one alphabet of base64 only; the service reads both.
    var request = tree(body.replace(Signatures.SKIP, "c2tpcA=="));
    request.fieldNames().forEachRemaining(name -> assertThat(TOP).contains(name));
    for (var content : request.get("contents")) {
      known("contents", content, tree(Content.fromJson(content.toString()).toJson()));
    }
    for (var tool : request.path("tools")) {
      known("tools", tool, tree(Tool.fromJson(tool.toString()).toJson()));
    }
    for (var setting : request.path("safetySettings")) {
      known("safety", setting, tree(SafetySetting.fromJson(setting.toString()).toJson()));
    }
    var system = request.path("systemInstruction");
    if (system.isObject()) {
      known("system", system, tree(Content.fromJson(system.toString()).toJson()));
    }
    var config = request.path("generationConfig");
    if (config.isObject()) {
      known("config", config, tree(GenerationConfig.fromJson(config.toString()).toJson()));
    }
    var choice = request.path("toolConfig");
    if (choice.isObject()) {
      known("toolConfig", choice, tree(ToolConfig.fromJson(choice.toString()).toJson()));
    }
    rules(request);
  }

  public static GenerateContentResponse acceptAnswer(String body) throws JsonProcessingException {
    var response = GenerateContentResponse.fromJson(body);
    known("response", tree(body), tree(response.toJson()));
    return response;
  }

  /** The responses of a stream of events, all but an error at its end. */
  public static List<GenerateContentResponse> acceptStream(String stream)
      throws JsonProcessingException {
    var responses = new ArrayList<GenerateContentResponse>();
    for (var line : stream.split("\r\n", -1)) {
      if (line.startsWith("data: {\"error\":")) {
        continue;
      }
      if (line.startsWith("data: ")) {
        responses.add(acceptAnswer(line.substring(6)));
      } else {
        assertThat(line).isEmpty();
      }
    }
    return responses;
  }

  /** Every field that was written is one that the SDK's type has. */
  private static void known(String at, JsonNode written, JsonNode read) {
    if (written.isObject()) {
      for (var field : written.properties()) {
        var name = field.getKey();
        if (field.getValue().isNull()) {
          continue;
        }
        assertThat(read.has(name)).as(at + '.' + name + " is known to the SDK").isTrue();
        known(at + '.' + name, field.getValue(), read.get(name));
      }
    } else if (written.isArray()) {
      assertThat(read.size()).as(at).isEqualTo(written.size());
      for (int i = 0; i < written.size(); i++) {
        known(at + '[' + i + ']', written.get(i), read.get(i));
      }
    }
  }

  private static void rules(JsonNode request) {
    var contents = request.get("contents");
    assertThat(contents).isNotEmpty();
    for (int i = 0; i < contents.size(); i++) {
      var content = contents.get(i);
      assertThat(content.get("role").asText()).isIn("user", "model");
      assertThat(content.get("parts")).isNotEmpty();
      for (var part : content.get("parts")) {
        assertThat(DATA.stream().filter(part::has).count()).as("data of " + part).isEqualTo(1);
      }
      calls(contents, i);
    }
    signatures(contents);
    choice(request);
  }

  private static void calls(JsonNode contents, int i) {
    int calls = count(contents, i, "functionCall");
    int responses = count(contents, i, "functionResponse");
    if (calls > 0) {
      assertThat(i).as("a call turn comes after the user").isPositive();
      assertThat(contents.get(i - 1).get("role").asText()).isEqualTo("user");
      if (i + 1 < contents.size()) {
        assertThat(count(contents, i + 1, "functionResponse")).as("as many").isEqualTo(calls);
      }
    }
    if (responses > 0) {
      assertThat(i > 0 ? count(contents, i - 1, "functionCall") : 0).isEqualTo(responses);
    }
  }

  private static int count(JsonNode contents, int content, String data) {
    int parts = 0;
    for (var part : contents.get(content).get("parts")) {
      parts += part.has(data) ? 1 : 0;
    }
    return parts;
  }

  private static void signatures(JsonNode contents) {
    int question = 0;
    for (int i = 0; i < contents.size(); i++) {
      boolean user = contents.get(i).get("role").asText().equals("user");
      question = user && count(contents, i, "functionResponse") == 0 ? i : question;
    }
    for (int i = question; i < contents.size(); i++) {
      for (var part : contents.get(i).get("parts")) {
        if (part.has("functionCall")) {
          assertThat(part.has("thoughtSignature")).as("signature of " + part).isTrue();
          break;
        }
      }
    }
  }

  private static void choice(JsonNode request) {
    var declared = new ArrayList<String>();
    for (var tool : request.path("tools")) {
      tool.path("functionDeclarations").forEach(f -> declared.add(f.get("name").asText()));
    }
    assertThat(declared).doesNotHaveDuplicates().allMatch(name -> name.matches("[\\w.:-]{1,63}"));
    var calling = request.path("toolConfig").path("functionCallingConfig");
    for (var name : calling.path("allowedFunctionNames")) {
      assertThat(calling.get("mode").asText()).isIn("ANY", "VALIDATED");
      assertThat(declared).contains(name.asText());
    }
    var config = request.path("generationConfig");
    if (config.has("responseSchema") || config.has("responseJsonSchema")) {
      assertThat(config.get("responseMimeType").asText()).isIn("application/json", "text/x.enum");
    }
  }
}
