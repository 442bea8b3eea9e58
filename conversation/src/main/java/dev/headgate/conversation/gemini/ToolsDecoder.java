package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.schema.OpenApiSchema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tools of a request, and what may be done with them. */
final class ToolsDecoder {
  private final List<Extra> extras;
  private final Losses losses;

  /**
   * @param extras takes those of the configuration
   */
  ToolsDecoder(List<Extra> extras, Losses losses) {
    this.extras = extras;
    this.losses = losses;
  }

  Tooling read(Message body) throws InvalidException {
    var tools = new ArrayList<Tool>();
    for (var node : body.repeated("tools")) {
      var tool = Message.of(node);
      for (var function : tool.repeated("functionDeclarations")) {
        tools.add(function(Message.of(function)));
      }
      for (var own : tool.rest("", Severity.SEMANTIC)) {
        tools.add(
            new Tool.Server(
                own.name(),
                GeminiDialect.NAME,
                own.name(),
                "{\"" + own.name() + "\":" + own.json() + '}',
                Marks.at(node.at().field(own.name()))));
      }
    }
    return new Tooling(tools, choice(body.message("toolConfig")), null);
  }

  private static Tool function(Message function) throws InvalidException {
    var name = function.need("name").string();
    var description = function.string("description");
    var schema = function.take("parametersJsonSchema");
    var subset = function.take("parameters");
    return new Tool.Function(
        name,
        description,
        schema != null ? schema.raw() : json(subset),
        null,
        Marks.at(function.at()).withExtras(function.rest("", Severity.DEGRADING)));
  }

  private static @Nullable String json(@Nullable Node subset) throws InvalidException {
    if (subset == null) {
      return null;
    }
    if (!subset.isObject()) {
      throw subset.invalid("must be an object");
    }
    return OpenApiSchema.toJsonSchema(subset.raw());
  }

  private ToolChoice choice(@Nullable Message config) throws InvalidException {
    if (config == null) {
      return new ToolChoice.Unsaid();
    }
    var calling = config.message("functionCallingConfig");
    extras.addAll(config.rest("toolConfig", Severity.DEGRADING));
    if (calling == null) {
      return new ToolChoice.Unsaid();
    }
    var mode = calling.take("mode");
    var names = calling.strings("allowedFunctionNames");
    if (calling.flag("streamFunctionCallArguments")) {
      losses.cosmetic(
          calling.at().field("streamFunctionCallArguments"),
          Loss.Action.DROPPED,
          "calls are told whole");
    }
    extras.addAll(calling.rest("toolConfig.functionCallingConfig", Severity.DEGRADING));
    var word = mode == null ? "" : mode.string();
    return switch (word) {
      case "", "MODE_UNSPECIFIED", "FUNCTION_CALLING_CONFIG_MODE_UNSPECIFIED" ->
          new ToolChoice.Unsaid();
      case "AUTO" -> new ToolChoice.Auto();
      case "NONE" -> new ToolChoice.None();
      case "ANY" ->
          names.isEmpty()
              ? new ToolChoice.Required()
              : names.size() == 1
                  ? new ToolChoice.Named(names.getFirst())
                  : new ToolChoice.Allowed(names, true);
      case "VALIDATED" -> {
        if (!names.isEmpty()) {
          yield new ToolChoice.Allowed(names, false);
        }
        losses.degrading(
            calling.at().field("mode"), Loss.Action.WEAKENED, "arguments are not validated");
        yield new ToolChoice.Auto();
      }
      default -> throw calling.need("mode").invalid("must be AUTO, ANY, NONE or VALIDATED");
    };
  }
}
