package dev.headgate.simulator.dialect.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Bedrock itself refuses in a Converse request before a model sees it. */
final class ConverseRules {
  private final JsonNode body;
  private final JsonNode messages;

  private ConverseRules(JsonNode body) {
    this.body = body;
    this.messages = body.path("messages");
  }

  /** Titan is told a whole conversation as one text. */
  private static final Pattern TURNS_AS_ONE_LIKES = Pattern.compile("amazon\\.titan");

  /** The first thing that is wrong in a body whose shape is right; null when nothing is. */
  static @Nullable String check(JsonNode body, String model) {
    var rules = new ConverseRules(body);
    JsonNode schema =
        body.path("outputConfig").path("textFormat").path("structure").path("jsonSchema");
    if (schema.isObject() && MessagesBody.parsed(schema.get("schema").asText()) == null) {
      return "The value at outputConfig.textFormat.structure.jsonSchema.schema is not a valid JSON"
          + " schema.";
    }
    String wrong = rules.turns(TURNS_AS_ONE_LIKES.matcher(model).find());
    return wrong == null ? rules.pairing() : wrong;
  }

  private @Nullable String turns(boolean asOneLikes) {
    if (messages.isEmpty() || !role(0).equals("user")) {
      return "A conversation must start with a user message. Try again with a conversation that"
          + " starts with a user message.";
    }
    for (int i = 0; i < messages.size(); i++) {
      if (i > 0 && role(i).equals(role(i - 1)) && !asOneLikes) {
        return "A conversation must alternate between user and assistant roles. Make sure the"
            + " conversation alternates between user and assistant roles and try again.";
      }
      JsonNode content = messages.get(i).get("content");
      if (content.isEmpty()) {
        return "The content field in the Message object at messages."
            + i
            + " is empty. Add a ContentBlock object to the content field and try again.";
      }
      for (int j = 0; j < content.size(); j++) {
        String wrong = block(i, "messages." + i + ".content." + j, content.get(j));
        if (wrong != null) {
          return wrong;
        }
      }
    }
    return null;
  }

  private @Nullable String block(int message, String at, JsonNode block) {
    if (block.path("text").asText("x").isBlank()) {
      return "The text field in the ContentBlock object at "
          + at
          + " is blank. Add text to the text field, and try again.";
    }
    boolean assistant = role(message).equals("assistant");
    if (block.has("toolUse")) {
      if (!assistant) {
        return "The toolUse block at " + at + " must be in an assistant message.";
      }
      if (!block.get("toolUse").get("input").isObject()) {
        return "The format of the value at "
            + at
            + ".toolUse.input is invalid. Provide a json object for the field and try again.";
      }
    }
    JsonNode result = block.path("toolResult");
    if (result.isObject()) {
      if (result.path("status").asText("").equals("error") && result.get("content").isEmpty()) {
        return "The content field at "
            + at
            + ".toolResult cannot be empty when status value is error.";
      }
      for (JsonNode part : result.get("content")) {
        if (part.path("text").asText("x").isBlank()) {
          return "The text field in the ContentBlock object at "
              + at
              + ".toolResult.content is blank. Add text to the text field, and try again.";
        }
      }
    }
    if ((block.has("toolUse") || result.isObject()) && !body.has("toolConfig")) {
      return "The toolConfig field must be defined when using toolUse and toolResult content"
          + " blocks.";
    }
    return null;
  }

  private @Nullable String pairing() {
    Set<String> asked = Set.of();
    for (int i = 0; i < messages.size(); i++) {
      String at = "messages." + i + ".content";
      var answered = new LinkedHashSet<String>();
      var calls = new LinkedHashSet<String>();
      for (JsonNode block : messages.get(i).get("content")) {
        String call = block.path("toolUse").path("toolUseId").asText("");
        if (!call.isEmpty() && !calls.add(call)) {
          return "The toolUse blocks at " + at + " contain duplicate Ids: " + call;
        }
        String result = block.path("toolResult").path("toolUseId").asText("");
        if (!result.isEmpty() && !answered.add(result)) {
          return "The toolResult blocks at " + at + " contain duplicate Ids: " + result;
        }
      }
      if (answered.size() > asked.size()) {
        return "The number of toolResult blocks at "
            + at
            + " exceeds the number of toolUse blocks of previous turn.";
      }
      var open = new LinkedHashSet<>(asked);
      open.removeAll(answered);
      if (!open.isEmpty()) {
        return "Expected toolResult blocks at "
            + at
            + " for the following Ids: "
            + String.join(", ", open);
      }
      asked = calls;
    }
    return asked.isEmpty()
        ? null
        : "Expected toolResult blocks at messages."
            + messages.size()
            + ".content for the following Ids: "
            + String.join(", ", asked);
  }

  private String role(int message) {
    return messages.get(message).get("role").asText();
  }
}
