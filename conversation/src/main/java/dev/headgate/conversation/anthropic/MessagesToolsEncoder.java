package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.IdleTooling;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.schema.ToolSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes the tools of a request. */
final class MessagesToolsEncoder {
  private static final String TEXT_INPUT =
      "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
          + "\"required\":[\"input\"],\"additionalProperties\":false}";

  private final Conversation conversation;
  private final Tooling tooling;
  private final ToolNames names;
  private final CacheControl cache;
  private final Losses losses;
  private final JsonOut out;
  private final Set<String> wrapped = new HashSet<>();

  MessagesToolsEncoder(
      Conversation conversation, ToolNames names, CacheControl cache, Losses losses, JsonOut out) {
    this.conversation = conversation;
    this.tooling = conversation.tooling();
    this.names = names;
    this.cache = cache;
    this.losses = losses;
    this.out = out;
  }

  /** Told names of tools whose text is wrapped in an object. */
  Set<String> wrapped() {
    return wrapped;
  }

  void write() {
    var tools = declarable();
    if (tools.isEmpty()) {
      IdleTooling.note(conversation, losses);
      onlyInHistory();
      return;
    }
    out.array("tools");
    tools.forEach(this::tool);
    out.endArray();
    choice();
  }

  private List<Tool> declarable() {
    var tools = new ArrayList<Tool>();
    for (var tool : tooling.tools()) {
      if (tooling.choice() instanceof ToolChoice.Allowed(var allowed, var required)
          && !allowed.contains(tool.name())) {
        losses.cosmetic(
            tool.marks().at(), Loss.Action.DROPPED, "not among the tools that may be called");
      } else {
        tools.add(tool);
      }
    }
    return tools;
  }

  /** Calls in the history of tools that nobody declares are refused without a declaration. */
  private void onlyInHistory() {
    var called = new LinkedHashSet<String>();
    for (var turn : conversation.turns()) {
      for (var part : turn.parts()) {
        if (part instanceof Part.ToolCall call) {
          called.add(call.name());
        }
      }
    }
    if (called.isEmpty()) {
      return;
    }
    var at = conversation.at(Field.TOOLS);
    losses.cosmetic(at, Loss.Action.ADDED, "tools of the history are declared, none may be called");
    out.array("tools");
    for (var name : called) {
      out.object().string("name", names.told(name, at, losses));
      out.object("input_schema").string("type", "object").endObject().endObject();
    }
    out.endArray();
    out.object("tool_choice").string("type", "none").endObject();
  }

  private void tool(Tool tool) {
    var at = tool.marks().at();
    if (tool instanceof Tool.Server server) {
      if (server.marks().cache() != null) {
        cache.counted();
      }
      out.raw(server.json());
      return;
    }
    var told = names.told(tool.name(), at.field("name"), losses);
    out.object().string("name", told);
    switch (tool) {
      case Tool.Function function -> {
        out.optional("description", function.description());
        out.raw(
            "input_schema",
            ToolSchema.rooted(function.schema(), false, at.field("parameters"), losses));
        out.optional("strict", function.strict());
      }
      case Tool.Freeform custom -> {
        wrapped.add(told);
        out.optional("description", custom.description()).raw("input_schema", TEXT_INPUT);
        if (custom.format() != null) {
          losses.degrading(
              at.field("format"), Loss.Action.WEAKENED, "grammars are not enforced here");
        }
      }
      case Tool.Server server -> throw new IllegalStateException("written before");
    }
    cache.write(tool.marks(), out);
    out.extras(AnthropicDialect.NAME, tool.marks().extras());
    losses.ofExtras(tool.marks().extras(), at, AnthropicDialect.NAME);
    out.endObject();
  }

  private void choice() {
    boolean one = tooling.parallel() != null && !tooling.parallel();
    switch (tooling.choice()) {
      case ToolChoice.Unsaid() -> {
        if (one) {
          choice("auto", true);
        }
      }
      case ToolChoice.Auto() -> choice("auto", one);
      case ToolChoice.None() -> choice("none", false);
      case ToolChoice.Required() -> choice("any", one);
      case ToolChoice.Allowed(var allowed, var required) -> choice(required ? "any" : "auto", one);
      case ToolChoice.Named(var name) -> {
        out.object("tool_choice").string("type", "tool");
        out.string("name", names.told(name, conversation.at(Field.TOOL_CHOICE), losses));
        end(one);
      }
    }
  }

  private void choice(String type, boolean one) {
    out.object("tool_choice").string("type", type);
    end(one);
  }

  private void end(boolean one) {
    if (one) {
      out.bool("disable_parallel_tool_use", true);
    }
    out.endObject();
  }
}
