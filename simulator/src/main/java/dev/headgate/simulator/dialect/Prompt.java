package dev.headgate.simulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a valid request asks for, in no dialect's words.
 *
 * @param model as named by the request
 * @param messages how many
 * @param inputTokens as {@link dev.headgate.simulator.answer.Tokens} counts
 * @param question the text of the last message
 * @param answersTools whether the last message holds results of tools
 * @param cap most tokens of output; null when the request sets none
 * @param choices how many answers are wanted, at least 1
 * @param stream whether they are to be streamed
 * @param streamUsage whether a stream ends with its usage
 * @param tools declared, in order
 * @param forced name of the tool that must be called; null when none must
 * @param json the schema the answer must follow, or an empty object for any JSON; null for text
 * @param thinking whether the answer is to show its reasoning
 * @param body the whole request, for dialects whose answers repeat parts of it
 */
public record Prompt(
    String model,
    int messages,
    int inputTokens,
    String question,
    boolean answersTools,
    @Nullable Integer cap,
    int choices,
    boolean stream,
    boolean streamUsage,
    List<Tool> tools,
    @Nullable String forced,
    @Nullable JsonNode json,
    boolean thinking,
    JsonNode body) {

  /** Asks for nothing. */
  public static final Prompt NONE =
      new Prompt(
          "",
          0,
          0,
          "",
          false,
          null,
          1,
          false,
          false,
          List.of(),
          null,
          null,
          false,
          JsonNodeFactory.instance.objectNode());

  /** Whether it declares tools and forbids to call any, as each dialect says it. */
  public boolean forbidsCalls() {
    JsonNode choice = body.path("tool_choice");
    JsonNode config = body.path("toolConfig").path("functionCallingConfig");
    return choice.asText("").equals("none")
        || choice.path("type").asText("").equals("none")
        || config.path("mode").asText("").equals("NONE");
  }

  /** Texts that end the answer before them, as each dialect says them; empty for none. */
  public List<String> stops() {
    JsonNode config = body.path("generationConfig");
    JsonNode said =
        body.hasNonNull("stop")
            ? body.get("stop")
            : body.hasNonNull("stop_sequences")
                ? body.get("stop_sequences")
                : config.path("stopSequences");
    if (said.isTextual()) {
      return List.of(said.textValue());
    }
    var stops = new ArrayList<String>();
    said.forEach(stop -> stops.add(stop.asText()));
    return stops;
  }

  /**
   * A tool.
   *
   * @param name as declared
   * @param parameters its JSON Schema; an empty object when it has none
   */
  public record Tool(String name, JsonNode parameters) {}
}
