package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
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
  /** In the extra of a tool in a namespace: what the tool says of itself. */
  static final String OWN = "tool_description";

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
      if (!grouped(tool, tools)) {
        tools.add(tool(tool, null));
      }
    }
    return new Tooling(
        tools, named(choice(body.take("tool_choice")), tools), body.bool("parallel_tool_calls"));
  }

  /** A choice names functions without their namespaces. */
  private static ToolChoice named(ToolChoice choice, List<Tool> tools) {
    return switch (choice) {
      case ToolChoice.Named(var name) -> new ToolChoice.Named(whole(name, tools));
      case ToolChoice.Allowed(var names, var required) ->
          new ToolChoice.Allowed(names.stream().map(name -> whole(name, tools)).toList(), required);
      default -> choice;
    };
  }

  private static String whole(String name, List<Tool> tools) {
    for (var tool : tools) {
      if (Namespaces.bare(tool.name()).equals(name)) {
        return tool.name();
      }
    }
    return name;
  }

  /**
   * Takes the tools of a namespace one by one. What the namespace says of itself goes before what
   * each of them says, since nobody else has a place for it.
   *
   * @return whether it is one
   */
  private static boolean grouped(Node node, List<Tool> tools) throws InvalidException {
    var group = node.object();
    if (!group.need("type").string().equals(Namespaces.FIELD)) {
      return false;
    }
    var about = new Group(group.need("name").nonEmpty(), group.string("description"));
    for (var tool : group.elements("tools")) {
      tools.add(tool(tool, about));
    }
    return true;
  }

  /**
   * A namespace.
   *
   * @param description null when not said
   */
  private record Group(String name, @Nullable String description) {
    String named(String tool) {
      return Namespaces.join(name, tool);
    }

    @Nullable String described(@Nullable String tool) {
      return description == null || description.isEmpty()
          ? tool
          : tool == null || tool.isEmpty() ? description : description + "\n\n" + tool;
    }

    /** The namespace itself and the tool's own description, to be written again as they were. */
    Extra extra(@Nullable String tool) {
      var sink = new ByteSink(64);
      try (var out = new JsonOut(sink)) {
        out.object().string("name", name).optional("description", description);
        out.optional(OWN, tool).endObject();
      }
      return new Extra(ResponsesDialect.NAME, Namespaces.FIELD, sink.toString(), Severity.COSMETIC);
    }
  }

  private static Tool tool(Node node, @Nullable Group group) throws InvalidException {
    var tool = node.object();
    var type = tool.need("type").string();
    return switch (type) {
      case "function" -> function(tool, group);
      case "custom" -> {
        var format = tool.take("format");
        var name = tool.need("name").string();
        var description = tool.string("description");
        yield new Tool.Freeform(
            group == null ? name : group.named(name),
            group == null ? description : group.described(description),
            format == null ? null : CustomFormat.read(format.object()),
            marks(tool, group == null ? List.of() : List.of(group.extra(description))));
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

  private static Tool function(Fields tool, @Nullable Group group) throws InvalidException {
    var parameters = tool.take("parameters");
    var strict = tool.bool("strict");
    var extras = new ArrayList<Extra>();
    if (strict == null) {
      // Unsaid here is "as strict as the schema lets", which no other dialect knows.
      extras.add(
          new Extra(
              ResponsesDialect.NAME, "strict", ResponsesRequestDecoder.UNSAID, Severity.COSMETIC));
    }
    var name = tool.need("name").string();
    var description = tool.string("description");
    if (group != null) {
      extras.add(group.extra(description));
    }
    return new Tool.Function(
        group == null ? name : group.named(name),
        group == null ? description : group.described(description),
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
