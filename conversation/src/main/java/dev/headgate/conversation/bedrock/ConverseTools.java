package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.dialect.IdleTooling;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.schema.ToolSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the tools of a request. */
final class ConverseTools {
  /** What is told instead of a choice that Converse has no word for. */
  static final String NO_CALLS = "Do not call any tool in this answer.";

  private static final String TEXT_INPUT =
      "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
          + "\"required\":[\"input\"],\"additionalProperties\":false}";
  private static final String NO_INPUT = "{\"type\":\"object\"}";

  private final Conversation conversation;
  private final Tooling tooling;
  private final ToolNames names;
  private final CachePoints cache;
  private final Losses losses;
  private final JsonOut out;
  private final List<Tool> tools = new ArrayList<>();
  private final List<String> called;
  private final Set<String> wrapped = new HashSet<>();

  /**
   * @param called names of the tools that the history has calls of
   */
  ConverseTools(
      Conversation conversation,
      List<String> called,
      ToolNames names,
      CachePoints cache,
      Losses losses,
      JsonOut out) {
    this.conversation = conversation;
    this.tooling = conversation.tooling();
    this.called = called;
    this.names = names;
    this.cache = cache;
    this.losses = losses;
    this.out = out;
    tooling.tools().forEach(this::declare);
  }

  /** Told names of tools whose text is wrapped in an object. */
  Set<String> wrapped() {
    return wrapped;
  }

  /**
   * Whether tools are declared of which none may be called. Nothing but words can say so: Converse
   * wants every tool of the history declared and has no choice "none".
   */
  boolean forbidden() {
    boolean none = tooling.choice() instanceof ToolChoice.None || tools.isEmpty();
    return none && !called.isEmpty();
  }

  private void declare(Tool tool) {
    var at = tool.marks().at();
    if (tooling.choice() instanceof ToolChoice.Allowed(var allowed, var required)
        && !allowed.contains(tool.name())) {
      losses.cosmetic(at, Loss.Action.DROPPED, "not among the tools that may be called");
    } else {
      tools.add(tool);
    }
  }

  void write() {
    if (forbidden()) {
      losses.degrading(
          conversation.at(Field.TOOL_CHOICE),
          Loss.Action.WEAKENED,
          "said as an instruction: calls cannot be forbidden here");
    } else if (tooling.choice() instanceof ToolChoice.None) {
      tools.forEach(
          tool ->
              losses.cosmetic(
                  tool.marks().at(), Loss.Action.DROPPED, "none may be called, so none is told"));
      return;
    }
    if (tools.isEmpty()) {
      IdleTooling.note(conversation, losses);
      if (called.isEmpty()) {
        return;
      }
    }
    out.object("toolConfig").array("tools");
    tools.forEach(this::tool);
    if (tools.isEmpty()) {
      called.forEach(this::remembered);
    }
    out.endArray();
    if (!tools.isEmpty()) {
      choice();
    }
    out.endObject();
    if (!tools.isEmpty() && Boolean.FALSE.equals(tooling.parallel())) {
      losses.degrading(
          conversation.at(Field.PARALLEL_TOOLS),
          Loss.Action.DROPPED,
          "there is no switch for parallel calls here");
    }
  }

  private void remembered(String name) {
    out.object().object("toolSpec");
    out.string("name", names.told(name, conversation.at(Field.TOOLS), losses));
    out.object("inputSchema").raw("json", NO_INPUT).endObject().endObject().endObject();
  }

  private void tool(Tool tool) {
    var at = tool.marks().at();
    var told = names.told(tool.name(), at.field("name"), losses);
    out.object().object("toolSpec").string("name", told);
    switch (tool) {
      case Tool.Function function -> {
        description(function.description());
        schema(ToolSchema.rooted(function.schema(), false, at.field("parameters"), losses));
        if (Boolean.TRUE.equals(function.strict())) {
          out.bool("strict", true);
        }
      }
      case Tool.Freeform custom -> {
        wrapped.add(told);
        description(custom.description());
        schema(TEXT_INPUT);
        if (custom.format() != null) {
          losses.degrading(
              at.field("format"), Loss.Action.WEAKENED, "grammars are not enforced here");
        }
      }
      case Tool.Server server -> throw new IllegalStateException("not declared");
    }
    out.endObject().endObject();
    cache.write(tool.marks(), out);
    losses.ofExtras(tool.marks().extras(), at, BedrockDialect.NAME);
  }

  private void description(@Nullable String text) {
    if (text != null && !text.isEmpty()) {
      out.string("description", text);
    }
  }

  private void schema(String json) {
    out.object("inputSchema").raw("json", json).endObject();
  }

  private void choice() {
    switch (tooling.choice()) {
      case ToolChoice.Unsaid() -> {}
      case ToolChoice.None() -> {}
      case ToolChoice.Auto() -> choice("auto");
      case ToolChoice.Required() -> choice("any");
      case ToolChoice.Allowed(var allowed, var required) -> choice(required ? "any" : "auto");
      case ToolChoice.Named(var name) -> {
        Path at = conversation.at(Field.TOOL_CHOICE);
        out.object("toolChoice").object("tool").string("name", names.told(name, at, losses));
        out.endObject().endObject();
      }
    }
  }

  private void choice(String kind) {
    if (!tools.isEmpty()) {
      out.object("toolChoice").object(kind).endObject().endObject();
    }
  }
}
