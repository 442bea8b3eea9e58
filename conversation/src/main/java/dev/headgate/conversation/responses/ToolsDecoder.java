package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request. */
final class ToolsDecoder {
  private final Fields body;
  private final List<Extra> extras;

  /**
   * @param extras takes a choice that the model has no word for
   */
  ToolsDecoder(Fields body, List<Extra> extras) {
    this.body = body;
    this.extras = extras;
  }

  Tooling read() throws InvalidException {
    var tools = new ArrayList<Tool>();
    for (var tool : body.elements("tools")) {
      tools.add(tool(tool));
    }
    return new Tooling(tools, choice(body.take("tool_choice")), body.bool("parallel_tool_calls"));
  }

  private static Tool tool(Node node) throws InvalidException {
    var tool = node.object();
    var type = tool.need("type").string();
    return switch (type) {
      case "function" -> function(tool);
      case "custom" -> {
        var format = tool.take("format");
        yield new Tool.Freeform(
            tool.need("name").string(),
            tool.string("description"),
            format == null ? null : CustomFormat.read(format.object()),
            marks(tool, List.of()));
      }
      default -> {
        var name = tool.string("name");
        var label = tool.string("server_label");
        yield new Tool.Server(
            name != null ? name : label != null ? label : type,
            ResponsesDialect.NAME,
            type,
            node.raw(),
            Marks.at(node.at()));
      }
    };
  }

  private static Tool function(Fields tool) throws InvalidException {
    var parameters = tool.take("parameters");
    var strict = tool.bool("strict");
    var extras = new ArrayList<Extra>();
    if (strict == null) {
      // Unsaid here is "as strict as the schema lets", which no other dialect knows.
      extras.add(
          new Extra(
              ResponsesDialect.NAME, "strict", ResponsesRequestDecoder.UNSAID, Severity.COSMETIC));
    }
    return new Tool.Function(
        tool.need("name").string(),
        tool.string("description"),
        parameters == null ? null : parameters.object().raw(),
        strict,
        marks(tool, extras));
  }

  private static Marks marks(Fields tool, List<Extra> known) {
    var extras = new ArrayList<>(known);
    extras.addAll(tool.rest(ResponsesDialect.NAME, Severity.DEGRADING));
    return Marks.at(tool.at()).withExtras(extras);
  }

  private ToolChoice choice(@Nullable Node choice) throws InvalidException {
    if (choice == null) {
      return new ToolChoice.Unsaid();
    }
    if (choice.isString()) {
      return switch (choice.string()) {
        case "none" -> new ToolChoice.None();
        case "auto" -> new ToolChoice.Auto();
        case "required" -> new ToolChoice.Required();
        default -> throw choice.invalid("must be none, auto, required or an object");
      };
    }
    var fields = choice.object();
    var type = fields.need("type").string();
    var names = new ArrayList<String>();
    boolean ours =
        switch (type) {
          case "function", "custom" -> names.add(fields.need("name").string());
          case "allowed_tools" -> named(fields.need("tools"), names);
          default -> false;
        };
    if (!ours) {
      // A tool of the provider's own is forced.
      extras.add(new Extra(ResponsesDialect.NAME, "tool_choice", choice.raw(), Severity.SEMANTIC));
      return new ToolChoice.Unsaid();
    }
    return type.equals("allowed_tools")
        ? new ToolChoice.Allowed(names, fields.need("mode").string().equals("required"))
        : new ToolChoice.Named(names.getFirst());
  }

  /** Whether all of these are tools of the caller's. */
  private static boolean named(Node tools, List<String> names) throws InvalidException {
    if (tools.elements().isEmpty()) {
      throw tools.invalid("must not be empty");
    }
    boolean all = true;
    for (var node : tools.elements()) {
      var tool = node.object();
      var type = tool.need("type").string();
      if (type.equals("function") || type.equals("custom")) {
        names.add(tool.need("name").string());
      } else {
        all = false;
      }
    }
    return all;
  }
}
