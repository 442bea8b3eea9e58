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
import dev.headgate.conversation.schema.OpenApiSubset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation without what only tells where it was read, to compare two of them. */
final class NormalForm {
  private NormalForm() {}

  static Conversation of(Conversation conversation) {
    var turns = new ArrayList<Turn>();
    for (var turn : conversation.turns()) {
      var parts = parts(turn.parts()).stream().filter(NormalForm::says).toList();
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
          new Tool.Function(f.name(), f.description(), arguments(f), f.strict(), marks);
      case Tool.Freeform f -> new Tool.Freeform(f.name(), f.description(), f.format(), marks);
      case Tool.Server s -> new Tool.Server(s.name(), s.dialect(), s.type(), s.json(), marks);
    };
  }

  /** Gemini says of a tool that takes nothing that it takes nothing by leaving it out. */
  private static @Nullable String arguments(Tool.Function function) {
    var schema = function.schema();
    return schema != null
            && schema.contains("\"object\"")
            && OpenApiSubset.isOfNothing(schema)
            && !OpenApiSubset.requiresSomething(schema)
        ? null
        : schema;
  }

  private static Marks marks(Marks marks) {
    // Of an answer's text Responses always says what it cites, be it nothing.
    var extras = marks.extras().stream().filter(extra -> !extra.json().equals("[]")).toList();
    return new Marks(Path.ROOT, marks.opaque(), marks.cache(), extras);
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
                    parts(result.content()).stream().filter(NormalForm::says).toList(),
                    result.isError(),
                    false,
                    result.marks());
            case Part.Media media ->
                new Part.Media(
                    media.kind(), source(media), media.name(), detail(media), media.marks());
            default -> placeless;
          });
    }
    return normal;
  }

  /** Nothing and an empty text are told alike. */
  private static boolean says(Part part) {
    return !(part instanceof Part.Text(var text, var marks)
        && text.isEmpty()
        && marks.opaque().isEmpty());
  }

  /** Gemini wants the type of what is at a URL, which the URL itself tells. */
  private static Part.Media.Source source(Part.Media media) {
    return media.source() instanceof Part.Media.Url(var url, var type)
        ? new Part.Media.Url(url, null)
        : media.source();
  }

  /** Unsaid it is what Responses wants said. */
  private static String detail(Part.Media media) {
    return media.detail() == null ? "auto" : media.detail();
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
              case Part.Media medium -> "shows " + source(medium);
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
