package dev.headgate.conversation;

import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Delivery;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Places;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/** A conversation without what only tells where it was read, to compare two of them. */
final class NormalForm {
  private NormalForm() {}

  static Conversation of(Conversation conversation) {
    var turns = new ArrayList<Turn>();
    for (var turn : conversation.turns()) {
      var parts = parts(turn.parts());
      var last = turns.isEmpty() ? null : turns.getLast();
      if (last != null
          && last.role() == turn.role()
          && last.name() == null
          && turn.name() == null) {
        var joined = new ArrayList<>(last.parts());
        joined.addAll(parts);
        turns.set(turns.size() - 1, last.withParts(joined));
      } else if (!parts.isEmpty()) {
        turns.add(new Turn(turn.role(), parts, turn.origin(), turn.name(), Path.ROOT));
      }
    }
    var tools = conversation.tooling().tools().stream().map(NormalForm::tool).toList();
    return new Conversation(
        conversation.purpose(),
        "",
        turns,
        new Tooling(tools, conversation.tooling().choice(), conversation.tooling().parallel()),
        conversation.sampling(),
        conversation.output(),
        conversation.thinking(),
        // Usage is always asked for.
        new Delivery(conversation.delivery().stream(), true, conversation.delivery().prefilled()),
        conversation.identity(),
        conversation.cache(),
        conversation.extras(),
        Places.NONE);
  }

  private static Tool tool(Tool tool) {
    var marks = marks(tool.marks());
    return switch (tool) {
      case Tool.Function f ->
          new Tool.Function(f.name(), f.description(), f.schema(), f.strict(), marks);
      case Tool.Freeform f -> new Tool.Freeform(f.name(), f.description(), f.format(), marks);
      case Tool.Server s -> new Tool.Server(s.name(), s.dialect(), s.type(), s.json(), marks);
    };
  }

  private static Marks marks(Marks marks) {
    return new Marks(Path.ROOT, marks.opaque(), marks.cache(), marks.extras());
  }

  private static List<Part> parts(List<Part> parts) {
    var normal = new ArrayList<Part>();
    for (var part : parts) {
      var placeless = part.withMarks(marks(part.marks()));
      normal.add(
          switch (placeless) {
            case Part.ToolResult result ->
                new Part.ToolResult(
                    result.callId(),
                    null,
                    parts(result.content()),
                    result.isError(),
                    false,
                    result.marks());
            // Unsaid it is what Responses wants said.
            case Part.Media media when media.detail() == null ->
                new Part.Media(media.kind(), media.source(), media.name(), "auto", media.marks());
            default -> placeless;
          });
    }
    return normal;
  }

  /** What was said, called and answered, without how. */
  static List<String> skeleton(Conversation conversation) {
    var lines = new ArrayList<String>();
    for (var turn : of(conversation).turns()) {
      var role = turn.role() == Role.DEVELOPER ? Role.SYSTEM : turn.role();
      for (var part : turn.parts()) {
        var line =
            switch (part) {
              case Part.Text(var text, var marks) -> text.isBlank() ? "" : "says " + text.strip();
              case Part.Refusal(var text, var marks) ->
                  text.isBlank() ? "" : "says " + text.strip();
              case Part.ToolCall call ->
                  "calls "
                      + call.id()
                      + " "
                      + call.name()
                      + " "
                      + call.arguments().replaceAll("\\s", "");
              case Part.ToolResult result -> "answers " + result.callId() + " " + words(result);
              case Part.Media medium -> "shows " + medium.source();
              case Part.Reasoning reasoning -> "";
              case Part.ServerTool tool -> "server " + tool.type();
              case Part.Unknown unknown -> "unknown " + unknown.type();
            };
        if (!line.isEmpty()) {
          lines.add(role + " " + line);
        }
      }
    }
    return lines;
  }

  private static String words(Part.ToolResult result) {
    var words = new StringBuilder();
    for (var part : result.content()) {
      words.append(part instanceof Part.Text(var text, var marks) ? text.strip() : part.toString());
    }
    return words.toString();
  }
}
