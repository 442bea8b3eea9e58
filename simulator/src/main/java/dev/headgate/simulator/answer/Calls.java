package dev.headgate.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headgate.simulator.dialect.Finish;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The calls that a question asks for by its markers, or that a forced choice asks for. */
final class Calls {
  private static final Pattern MARKER =
      Pattern.compile("\\[\\[tool:([A-Za-z0-9_.:-]{1,128})(?:\\s+(\\{.*?\\}))?\\]\\]");
  private static final String NOTHING = "{}";

  private Calls() {}

  /** In the order of the markers; empty when the last message holds results. */
  static List<ToolCall> of(long number, Prompt prompt, Set<Quirk> quirks) {
    var calls = new ArrayList<ToolCall>();
    if (prompt.tools().isEmpty() || prompt.answersTools() || prompt.forbidsCalls()) {
      return calls;
    }
    Matcher marker = MARKER.matcher(prompt.question());
    while (marker.find()) {
      String arguments = marker.group(2);
      prompt.tools().stream()
          .filter(tool -> tool.name().equals(marker.group(1)))
          .findFirst()
          .ifPresent(tool -> calls.add(call(number, calls.size(), tool, arguments, quirks)));
    }
    String forced = prompt.forced();
    if (calls.isEmpty() && forced != null) {
      Prompt.Tool tool =
          prompt.tools().stream()
              .filter(declared -> declared.name().equals(forced))
              .findFirst()
              .orElse(new Prompt.Tool(forced, JsonNodeFactory.instance.objectNode()));
      calls.add(call(number, 0, tool, null, quirks));
    }
    if (quirks.contains(Quirk.MalformedCall) && !calls.isEmpty()) {
      ToolCall last = calls.removeLast();
      String half = last.arguments().substring(0, last.arguments().length() / 2);
      calls.add(new ToolCall(last.id(), last.name(), half));
    }
    return calls;
  }

  /** How an answer with calls ends. */
  static Finish finish(Set<Quirk> quirks) {
    if (quirks.contains(Quirk.LengthAfterCall)) {
      return Finish.LENGTH;
    }
    return quirks.contains(Quirk.MalformedCall) ? Finish.MALFORMED_CALL : Finish.TOOL_CALLS;
  }

  private static ToolCall call(
      long number, int index, Prompt.Tool tool, @Nullable String given, Set<Quirk> quirks) {
    String arguments = given == null ? sample(tool.parameters()) : given;
    boolean empty = quirks.contains(Quirk.EmptyArguments) && arguments.equals(NOTHING);
    return new ToolCall(
        id(number, index, tool.name(), quirks), tool.name(), empty ? "" : arguments);
  }

  private static String id(long number, int index, String name, Set<Quirk> quirks) {
    if (quirks.contains(Quirk.FunctionIds)) {
      return "functions." + name + ":" + index;
    }
    String id = "call_%016x%02d".formatted(number, quirks.contains(Quirk.DuplicateIds) ? 0 : index);
    if (quirks.contains(Quirk.Ids70)) {
      return id + "_" + "7".repeat(70 - 1 - id.length());
    }
    return quirks.contains(Quirk.Ids44) ? id + "_" + "4".repeat(44 - 1 - id.length()) : id;
  }

  private static String sample(JsonNode parameters) {
    return SampleJson.of(parameters).toString();
  }
}
