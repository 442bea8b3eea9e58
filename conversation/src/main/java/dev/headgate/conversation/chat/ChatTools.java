package dev.headgate.conversation.chat;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request. */
final class ChatTools {
  private ChatTools() {}

  static Tooling read(Fields body) throws InvalidException {
    var tools = new ArrayList<Tool>();
    var names = new HashSet<String>();
    for (var node : body.elements("tools")) {
      var tool = tool(node);
      if (!(tool instanceof Tool.Server) && !names.add(tool.name())) {
        throw node.invalid("must have a name that no other tool has");
      }
      tools.add(tool);
    }
    return new Tooling(tools, choice(body.take("tool_choice")), body.bool("parallel_tool_calls"));
  }

  private static Tool tool(Node node) throws InvalidException {
    var tool = node.object();
    var said = tool.string("type");
    // Mistral's own clients leave it out.
    var type = said == null && tool.peek("function") != null ? "function" : said;
    if (type == null) {
      throw new InvalidException(node.at().field("type"), "is required");
    }
    var marks = ChatContent.cacheHint(tool, Marks.at(node.at()));
    return switch (type) {
      case "function" -> {
        var function = tool.need("function").object();
        var parameters = function.take("parameters");
        yield new Tool.Function(
            function.need("name").string(),
            function.string("description"),
            parameters == null ? null : parameters.object().raw(),
            function.bool("strict"),
            marks.withExtras(function.rest(ChatDialect.NAME, Severity.DEGRADING)));
      }
      case "custom" -> {
        var custom = tool.need("custom").object();
        var format = custom.take("format");
        yield new Tool.Freeform(
            custom.need("name").string(),
            custom.string("description"),
            format == null ? null : format.object().raw(),
            marks);
      }
      default -> new Tool.Server(type, ChatDialect.NAME, type, tool.raw(), marks);
    };
  }

  private static ToolChoice choice(@Nullable Node choice) throws InvalidException {
    if (choice == null) {
      return new ToolChoice.Unsaid();
    }
    if (choice.isString()) {
      return switch (choice.string()) {
        case "none" -> new ToolChoice.None();
        case "auto" -> new ToolChoice.Auto();
        // Mistral's word is the latter.
        case "required", "any" -> new ToolChoice.Required();
        default -> throw choice.invalid("must be none, auto, required or an object");
      };
    }
    var fields = choice.object();
    var type = fields.need("type");
    return switch (type.string()) {
      case "function" ->
          new ToolChoice.Named(fields.need("function").object().need("name").string());
      case "custom" -> new ToolChoice.Named(fields.need("custom").object().need("name").string());
      case "allowed_tools" -> allowed(fields.need("allowed_tools").object());
      default -> throw type.invalid("must be function, custom or allowed_tools");
    };
  }

  private static ToolChoice allowed(Fields allowed) throws InvalidException {
    List<String> names = new ArrayList<>();
    for (var node : allowed.need("tools").elements()) {
      var tool = node.object();
      tool.take("type");
      var nested = tool.take("function");
      if (nested == null) {
        nested = tool.take("custom");
      }
      names.add((nested == null ? tool : nested.object()).need("name").string());
    }
    if (names.isEmpty()) {
      throw new InvalidException(allowed.at().field("tools"), "must not be empty");
    }
    return new ToolChoice.Allowed(names, allowed.need("mode").string().equals("required"));
  }
}
