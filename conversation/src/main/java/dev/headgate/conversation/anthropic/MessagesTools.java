package dev.headgate.conversation.anthropic;

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

/** Reads the tools of a request. */
final class MessagesTools {
  private MessagesTools() {}

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
    var node = body.take("tool_choice");
    if (node == null) {
      return new Tooling(tools, new ToolChoice.Unsaid(), null);
    }
    var choice = node.object();
    var type = choice.need("type");
    ToolChoice said =
        switch (type.string()) {
          case "auto" -> new ToolChoice.Auto();
          case "any" -> new ToolChoice.Required();
          case "none" -> new ToolChoice.None();
          case "tool" -> new ToolChoice.Named(choice.need("name").string());
          default -> throw type.invalid("must be auto, any, tool or none");
        };
    var disabled = choice.bool("disable_parallel_tool_use");
    return new Tooling(tools, said, disabled == null ? null : Boolean.valueOf(!disabled));
  }

  private static Tool tool(Node node) throws InvalidException {
    var tool = node.object();
    var type = tool.string("type");
    var name = tool.string("name");
    var cache = CacheControl.read(tool.take("cache_control"));
    var marks = new Marks(node.at(), List.of(), cache, List.of());
    if (type != null && !type.equals("custom")) {
      return new Tool.Server(
          name == null ? type : name, AnthropicDialect.NAME, type, tool.raw(), marks);
    }
    if (name == null) {
      throw new InvalidException(node.at().field("name"), "is required");
    }
    return new Tool.Function(
        name,
        tool.string("description"),
        tool.need("input_schema").object().raw(),
        tool.bool("strict"),
        marks.withExtras(tool.rest(AnthropicDialect.NAME, Severity.DEGRADING)));
  }
}
