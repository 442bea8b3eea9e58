package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.IdleTooling;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.schema.IgnoredWords;
import dev.headgate.conversation.schema.OpenApiSubset;
import dev.headgate.conversation.schema.ToolSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the tools of a request, and what may be done with them. */
final class ToolsEncoder {
  private static final String TEXT_INPUT =
      "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
          + "\"required\":[\"input\"]}";
  private static final String CALLING = "toolConfig.functionCallingConfig";

  private final Conversation conversation;
  private final Tooling tooling;
  private final List<Extra> extras;
  private final Target target;
  private final ToolNames names;
  private final Losses losses;
  private final JsonOut out;
  private final Set<String> wrapped = new HashSet<>();

  ToolsEncoder(
      Conversation conversation, Target target, ToolNames names, Losses losses, JsonOut out) {
    this.conversation = conversation;
    this.tooling = conversation.tooling();
    this.extras = conversation.extras();
    this.target = target;
    this.names = names;
    this.losses = losses;
    this.out = out;
  }

  /** Told names of tools whose text is wrapped in an object. */
  Set<String> wrapped() {
    return wrapped;
  }

  void write() {
    var functions = new ArrayList<Tool>();
    var servers = new ArrayList<Tool.Server>();
    for (var tool : tooling.tools()) {
      losses.ofMarks(tool.marks(), GeminiDialect.NAME, false);
      if (tool instanceof Tool.Server server) {
        servers.add(server);
      } else {
        functions.add(tool);
      }
    }
    if (!functions.isEmpty() || !servers.isEmpty()) {
      out.array("tools");
      if (!functions.isEmpty()) {
        out.object().array("functionDeclarations");
        functions.forEach(this::function);
        out.endArray().endObject();
      }
      servers.forEach(server -> out.raw(server.json()));
      out.endArray();
    }
    if (functions.isEmpty()) {
      IdleTooling.note(conversation, losses);
    }
    config(!functions.isEmpty());
    if (!functions.isEmpty() && Boolean.FALSE.equals(tooling.parallel())) {
      losses.degrading(
          conversation.at(Field.PARALLEL_TOOLS),
          Loss.Action.DROPPED,
          "there is no switch for parallel calls here");
    }
  }

  private void function(Tool tool) {
    var at = tool.marks().at();
    var told = names.told(tool.name(), at.field("name"), losses);
    out.object().string("name", told);
    switch (tool) {
      case Tool.Function function -> {
        out.optional("description", function.description());
        parameters(function, at);
      }
      case Tool.Freeform custom -> {
        wrapped.add(told);
        out.optional("description", custom.description());
        schema(TEXT_INPUT, at);
        if (custom.format() != null) {
          losses.degrading(
              at.field("format"), Loss.Action.WEAKENED, "grammars are not enforced here");
        }
      }
      case Tool.Server server -> throw new IllegalStateException("written apart");
    }
    Nested.write("", tool.marks().extras(), out);
    out.endObject();
  }

  /** A tool without arguments has no parameters at all: an empty object is refused. */
  private void parameters(Tool.Function function, Path at) {
    var here = at.field("parameters");
    if (Boolean.TRUE.equals(function.strict())) {
      if (!forced()) {
        losses.degrading(
            at.field("strict"),
            Loss.Action.WEAKENED,
            "arguments are held to their schema only where a call is forced");
      } else if (function.schema() != null && !target.has(Quirk.OPENAPI_SCHEMAS)) {
        IgnoredWords.tell(function.schema(), here, losses);
      }
    }
    if (function.schema() == null) {
      return;
    }
    var rooted = ToolSchema.rooted(function.schema(), false, here, losses);
    if (!OpenApiSubset.isOfNothing(rooted)) {
      schema(rooted, here);
    } else if (OpenApiSubset.requiresSomething(rooted)) {
      losses.degrading(
          here.field("required"),
          Loss.Action.DROPPED,
          "arguments without any property are not told here");
    }
  }

  private void schema(String schema, Path at) {
    if (target.has(Quirk.OPENAPI_SCHEMAS)) {
      out.raw("parameters", OpenApiSubset.of(schema, at, losses));
    } else {
      out.raw("parametersJsonSchema", schema);
    }
  }

  private boolean forced() {
    return switch (tooling.choice()) {
      case ToolChoice.Required() -> true;
      case ToolChoice.Named(var name) -> true;
      case ToolChoice.Allowed(var allowed, var required) -> true;
      case ToolChoice.Unsaid() -> false;
      case ToolChoice.Auto() -> false;
      case ToolChoice.None() -> false;
    };
  }

  private void config(boolean functions) {
    if (conversation.purpose() == Purpose.COUNT && target.has(Quirk.VERTEX)) {
      // It counts what costs tokens, and knows no more fields.
      return;
    }
    boolean chosen = functions && !(tooling.choice() instanceof ToolChoice.Unsaid);
    boolean calling = chosen || Nested.any(CALLING, extras);
    if (!calling && !Nested.any("toolConfig", extras)) {
      return;
    }
    out.object("toolConfig");
    if (calling) {
      out.object("functionCallingConfig");
      if (chosen) {
        choice(tooling.choice());
      }
      Nested.write(CALLING, extras, out);
      out.endObject();
    }
    Nested.write("toolConfig", extras, out);
    out.endObject();
  }

  private void choice(ToolChoice choice) {
    switch (choice) {
      case ToolChoice.Unsaid() -> {}
      case ToolChoice.Auto() -> out.string("mode", "AUTO");
      case ToolChoice.None() -> out.string("mode", "NONE");
      case ToolChoice.Required() -> out.string("mode", "ANY");
      case ToolChoice.Named(var name) -> mode("ANY", List.of(name));
      case ToolChoice.Allowed(var allowed, var required) ->
          // Names may stand beside these two modes only.
          mode(required ? "ANY" : "VALIDATED", allowed);
    }
  }

  private void mode(String mode, List<String> allowed) {
    var at = conversation.at(Field.TOOL_CHOICE);
    out.string("mode", mode).array("allowedFunctionNames");
    allowed.forEach(name -> out.string(names.told(name, at, losses)));
    out.endArray();
  }
}
