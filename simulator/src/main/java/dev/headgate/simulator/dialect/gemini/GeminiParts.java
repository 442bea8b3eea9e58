package dev.headgate.simulator.dialect.gemini;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.simulator.answer.Signature;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Finish;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An answer in Gemini's parts. */
final class GeminiParts {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  // https://ai.google.dev/gemini-api/docs/function-calling: ids since Gemini 3
  private static final Pattern GIVES_IDS = Pattern.compile("gemini-[3-9].*");

  private GeminiParts() {}

  /** Its parts in order; none of those that Gemini itself could not read. */
  static List<ObjectNode> of(Answer answer) {
    var parts = new ArrayList<ObjectNode>();
    boolean sign = true;
    for (Part part : answer.parts()) {
      switch (part) {
        case Part.Thinking(String text, boolean redacted) -> {
          if (!redacted && !text.isEmpty()) {
            parts.add(JSON.objectNode().put("text", text).put("thought", true));
          }
          sign = true;
        }
        case Part.Text(String text) -> parts.add(JSON.objectNode().put("text", text));
        case Part.Refusal refusal -> {}
        case ToolCall call -> {
          if (answer.finish() != Finish.MALFORMED_CALL) {
            parts.add(call(answer, call, sign));
          }
          sign = false;
        }
      }
    }
    if (answer.has(Quirk.SignatureOnText) && !parts.isEmpty() && parts.getLast().has("text")) {
      parts.getLast().put("thoughtSignature", signature(parts.getLast().get("text").asText()));
    }
    return parts;
  }

  /** The signature that goes with a function's name or a text. */
  static String signature(String signed) {
    return Signature.of(GenerateRules.REALM, 0, signed);
  }

  /** Why it ended, in the candidate. */
  static void finish(ObjectNode candidate, Answer answer) {
    candidate.put(
        "finishReason",
        switch (answer.finish()) {
          case STOP, STOP_TEXT, TOOL_CALLS -> "STOP";
          case LENGTH -> "MAX_TOKENS";
          case FILTERED -> "SAFETY";
          case REFUSED -> "PROHIBITED_CONTENT";
          case MALFORMED_CALL -> "MALFORMED_FUNCTION_CALL";
        });
    if (answer.finish() == Finish.MALFORMED_CALL) {
      ToolCall call = answer.toolCalls().getLast();
      candidate.put(
          "finishMessage", "Malformed function call: " + call.name() + "(" + call.arguments());
    }
  }

  private static ObjectNode call(Answer answer, ToolCall call, boolean sign) {
    ObjectNode part = JSON.objectNode();
    ObjectNode function = part.putObject("functionCall");
    boolean ids =
        answer.has(Quirk.CallIds)
            || (GIVES_IDS.matcher(answer.model()).matches() && !answer.has(Quirk.NoCallIds));
    if (ids) {
      function.put("id", call.id());
    }
    function.put("name", call.name());
    if (!call.arguments().isEmpty()) {
      function.set("args", json(call.arguments()));
    }
    if (sign) {
      part.put("thoughtSignature", signature(call.name()));
    }
    return part;
  }

  private static JsonNode json(String arguments) {
    try {
      return MAPPER.readTree(arguments);
    } catch (JsonProcessingException e) {
      return JSON.objectNode();
    }
  }
}
