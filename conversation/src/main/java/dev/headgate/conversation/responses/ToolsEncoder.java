package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.IdleTooling;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
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
final class ToolsEncoder {
  private static final int MAX_TOOLS = 128;

  private final Conversation conversation;
  private final Tooling tooling;
  private final Target target;
  private final ToolNames names;
  private final Losses losses;
  private final JsonOut out;
  private final Set<String> freeform = new HashSet<>();
  private final Set<String> grouped = new HashSet<>();

  ToolsEncoder(
      Conversation conversation, Target target, ToolNames names, Losses losses, JsonOut out) {
    this.conversation = conversation;
    this.tooling = conversation.tooling();
    this.target = target;
    this.names = names;
    this.losses = losses;
    this.out = out;
  }

  void write() {
    var tools = declarable();
    if (tools.isEmpty()) {
      IdleTooling.note(conversation, losses);
      return;
    }
    out.array("tools");
    var group = "";
    for (var tool : tools) {
      group = regroup(group, tool);
      tool(tool);
    }
    regroup(group, null);
    out.endArray();
    choice(tooling.choice());
    parallel();
  }

  /**
   * Ends and begins namespaces, so that tools that came in one go in one.
   *
   * @param tool that comes next; null at the end
   * @return the namespace that is open; empty for none
   */
  private String regroup(String open, @Nullable Tool tool) {
    var said = tool == null ? null : Extras.own(tool.marks().extras(), Namespaces.FIELD);
    var wanted = tool == null || said == null ? "" : String.valueOf(Namespaces.of(tool.name()));
    if (tool != null && said != null) {
      grouped.add(tool.name());
    }
    if (wanted.equals(open)) {
      return open;
    }
    if (!open.isEmpty()) {
      out.endArray().endObject();
    }
    if (tool != null && said != null) {
      out.object().string("type", Namespaces.FIELD).string("name", wanted);
      out.optional("description", text(said, "description")).array("tools");
    }
    return wanted;
  }

  private static @Nullable String text(String json, String field) {
    try {
      return Json.parse(json).object().string(field);
    } catch (InvalidException e) {
      throw new IllegalArgumentException("an extra is one JSON value", e);
    }
  }

  /** What stands here as a tool's name. */
  private String told(Tool tool, Path at) {
    return names.told(
        Namespaces.said(tool.marks().extras()) ? Namespaces.bare(tool.name()) : tool.name(),
        at.field("name"),
        losses);
  }

  private static @Nullable String described(Tool tool, @Nullable String description) {
    var said = Extras.own(tool.marks().extras(), Namespaces.FIELD);
    return said == null ? description : text(said, ToolsDecoder.OWN);
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
    losses.ofMarks(tool.marks(), ResponsesDialect.NAME, false);
    var at = tool.marks().at();
    switch (tool) {
      case Tool.Function function -> {
        if (function.schema() == null) {
          losses.cosmetic(at.field("parameters"), Loss.Action.ADDED, "a schema is required here");
        }
        var schema = ToolSchema.rooted(function.schema(), true, at.field("parameters"), losses);
        out.object().string("type", "function");
        out.string("name", told(function, at));
        out.optional("description", described(function, function.description()));
        parameters(function, schema, at);
        Extras.write(function.marks().extras(), Set.of("strict", Namespaces.FIELD), out);
        out.endObject();
      }
      case Tool.Freeform custom -> {
        freeform.add(custom.name());
        out.object().string("type", "custom");
        out.string("name", told(custom, at));
        out.optional("description", described(custom, custom.description()));
        if (custom.format() != null) {
          out.raw("format", CustomFormat.write(custom.format()));
        }
        Extras.write(custom.marks().extras(), Set.of(Namespaces.FIELD), out);
        out.endObject();
      }
      case Tool.Server server -> out.raw(server.json());
    }
  }

  /** Without a word this dialect enforces what it can, which the others do not. */
  private void parameters(Tool.Function function, String schema, Path at) {
    boolean wanted = function.strict() != null && function.strict();
    var enforced = wanted ? StrictSchema.forOpenAi(schema, at.field("parameters"), losses) : null;
    if (wanted && enforced == null) {
      losses.degrading(at.field("strict"), Loss.Action.WEAKENED, StrictSchema.NOT_ENFORCED);
    }
    out.raw("parameters", enforced == null ? schema : enforced);
    var unsaid = Extras.own(function.marks().extras(), "strict");
    if (unsaid != null) {
      out.raw("strict", unsaid);
    } else {
      out.bool("strict", enforced != null);
    }
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
        out.object("tool_choice").string("type", "allowed_tools");
        out.string("mode", required ? "required" : "auto").array("tools");
        allowed.forEach(name -> named(name, at));
        out.endArray().endObject();
      }
    }
  }

  private void named(String name, Path at) {
    out.object().string("type", freeform.contains(name) ? "custom" : "function");
    var told = grouped.contains(name) ? Namespaces.bare(name) : name;
    out.string("name", names.told(told, at, losses)).endObject();
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
