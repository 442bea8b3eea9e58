package dev.headgate.conversation.chat;

import dev.headgate.conversation.dialect.IdleTooling;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.schema.StrictSchema;
import dev.headgate.conversation.schema.ToolSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request. */
final class ChatToolsEncoder {
  private static final int MAX_TOOLS = 128;
  private static final int MAX_DESCRIPTION = 1024;

  private final Conversation conversation;
  private final Tooling tooling;
  private final Target target;
  private final ToolNames names;
  private final Losses losses;
  private final JsonOut out;
  private final List<String> descriptions = new ArrayList<>();
  private final Set<String> freeform = new HashSet<>();

  ChatToolsEncoder(
      Conversation conversation, Target target, ToolNames names, Losses losses, JsonOut out) {
    this.conversation = conversation;
    this.tooling = conversation.tooling();
    this.target = target;
    this.names = names;
    this.losses = losses;
    this.out = out;
  }

  /** Descriptions that are too long for their place, to be told as instructions. */
  List<String> descriptions() {
    return descriptions;
  }

  void write() {
    var tools = declarable();
    if (tools.isEmpty()) {
      IdleTooling.note(conversation, losses);
      return;
    }
    out.array("tools");
    tools.forEach(this::tool);
    out.endArray();
    choice(tooling.choice());
    parallel();
  }

  private List<Tool> declarable() {
    var tools = new ArrayList<Tool>();
    for (var tool : tooling.tools()) {
      if (tools.size() == MAX_TOOLS) {
        losses.semantic(
            tool.marks().at(), Loss.Action.DROPPED, "at most " + MAX_TOOLS + " tools here");
      } else {
        tools.add(tool);
      }
    }
    return tools;
  }

  private void tool(Tool tool) {
    losses.ofMarks(tool.marks(), ChatDialect.NAME, false);
    var at = tool.marks().at();
    switch (tool) {
      case Tool.Function function -> {
        var schema =
            function.schema() == null
                ? null
                : ToolSchema.rooted(function.schema(), true, at.field("parameters"), losses);
        out.object().string("type", "function").object("function");
        out.string("name", names.told(function.name(), at.field("name"), losses));
        description(function.name(), function.description(), at);
        parameters(function, schema, at);
        out.extras(ChatDialect.NAME, function.marks().extras());
        out.endObject().endObject();
      }
      case Tool.Freeform custom -> {
        freeform.add(custom.name());
        out.object().string("type", "custom").object("custom");
        out.string("name", names.told(custom.name(), at.field("name"), losses));
        description(custom.name(), custom.description(), at);
        if (custom.format() != null) {
          out.raw("format", custom.format());
        }
        out.endObject().endObject();
      }
      case Tool.Server server -> out.raw(server.json());
    }
  }

  private void parameters(Tool.Function function, @Nullable String schema, Path at) {
    boolean wanted = function.strict() != null && function.strict();
    var enforced =
        wanted && schema != null
            ? StrictSchema.forOpenAi(schema, at.field("parameters"), losses)
            : schema;
    boolean weaker = wanted && schema != null && enforced == null;
    if (weaker) {
      losses.degrading(at.field("strict"), Loss.Action.WEAKENED, StrictSchema.NOT_ENFORCED);
    }
    if (schema != null) {
      out.raw("parameters", enforced == null ? schema : enforced);
    }
    if (function.strict() != null) {
      out.bool("strict", wanted && !weaker);
    }
  }

  private void description(String name, @Nullable String description, Path at) {
    if (description == null || description.length() <= MAX_DESCRIPTION) {
      out.optional("description", description);
      return;
    }
    losses.degrading(
        at.field("description"),
        Loss.Action.MOVED,
        "longer than " + MAX_DESCRIPTION + " characters: told among the instructions");
    out.string("description", "Described among the instructions, under the tool's name.");
    descriptions.add("Tool " + names.told(name, at, losses) + ":\n" + description);
  }

  private void choice(ToolChoice choice) {
    var at = conversation.at(Field.TOOL_CHOICE);
    switch (choice) {
      case ToolChoice.Unsaid() -> {}
      case ToolChoice.Auto() -> out.string("tool_choice", "auto");
      case ToolChoice.None() -> out.string("tool_choice", "none");
      case ToolChoice.Required() -> out.string("tool_choice", "required");
      case ToolChoice.Named(var name) -> {
        out.field("tool_choice");
        named(name, at);
      }
      case ToolChoice.Allowed(var allowed, var required) -> {
        out.object("tool_choice").string("type", "allowed_tools").object("allowed_tools");
        out.string("mode", required ? "required" : "auto").array("tools");
        allowed.forEach(name -> named(name, at));
        out.endArray().endObject().endObject();
      }
    }
  }

  private void named(String name, Path at) {
    var type = freeform.contains(name) ? "custom" : "function";
    out.object().string("type", type).object(type);
    out.string("name", names.told(name, at, losses)).endObject().endObject();
  }

  private void parallel() {
    var parallel = tooling.parallel();
    if (parallel == null) {
      return;
    }
    if (!target.has(Quirk.NO_PARALLEL_SWITCH)) {
      out.bool("parallel_tool_calls", parallel);
    } else if (!parallel) {
      losses.degrading(
          conversation.at(Field.PARALLEL_TOOLS),
          Loss.Action.DROPPED,
          "this server has no switch for parallel calls");
    }
  }
}
