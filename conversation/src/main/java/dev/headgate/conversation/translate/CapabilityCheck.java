package dev.headgate.conversation.translate;

import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Output;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Tooling;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what the model cannot do, and tells it. Reasoning is left to the dialects, which say
 * it in several ways.
 */
final class CapabilityCheck {
  private final Conversation conversation;
  private final Target target;
  private final Losses losses;
  private final boolean tools;

  private CapabilityCheck(Conversation conversation, Target target, Losses losses) {
    this.conversation = conversation;
    this.target = target;
    this.losses = losses;
    this.tools = target.can(Capability.TOOLS);
  }

  static Conversation check(Conversation conversation, Target target, Losses losses) {
    var check = new CapabilityCheck(conversation, target, losses);
    var checked = conversation.withOutput(check.output(conversation.output()));
    checked = checked.withTooling(check.tooling(conversation.tooling()));
    var turns = new ArrayList<Turn>(conversation.turns().size());
    conversation.turns().forEach(turn -> turns.add(check.turn(turn)));
    return checked.withTurns(turns);
  }

  private Output output(Output output) {
    var format = output.format();
    if (format instanceof OutputFormat.Schema && !target.can(Capability.JSON_SCHEMA)) {
      semantic(Field.FORMAT, "this model does not write by a schema");
      format = new OutputFormat.AnyText();
    }
    var logProbs = output.logProbs();
    if (logProbs != null && !target.can(Capability.LOG_PROBS)) {
      semantic(Field.LOG_PROBS, "this model does not tell probabilities");
      logProbs = null;
    }
    return new Output(
        output.maxTokens(), output.stop(), output.n(), format, logProbs, output.verbosity());
  }

  private Tooling tooling(Tooling tooling) {
    if (!tools && !tooling.tools().isEmpty()) {
      semantic(Field.TOOLS, "this model does not call tools");
      return Tooling.NONE;
    }
    if (!target.can(Capability.PARALLEL_TOOLS) && Boolean.TRUE.equals(tooling.parallel())) {
      losses.degrading(
          conversation.at(Field.PARALLEL_TOOLS),
          Loss.Action.DROPPED,
          "this model calls one tool at a time");
      return new Tooling(tooling.tools(), tooling.choice(), null);
    }
    return tooling;
  }

  private Turn turn(Turn turn) {
    var parts = parts(turn.parts());
    if (!tools && turn.role() == Role.TOOL) {
      return new Turn(Role.USER, parts, turn.origin(), turn.name(), turn.at());
    }
    return parts.equals(turn.parts()) ? turn : turn.withParts(parts);
  }

  private List<Part> parts(List<Part> parts) {
    var able = new ArrayList<Part>(parts.size());
    for (var part : parts) {
      switch (part) {
        case Media medium -> able.add(medium(medium));
        case Part.ToolCall call when !tools -> able.add(inWords(call));
        case Part.ToolResult result when !tools -> inWords(result, able);
        case Part.ToolResult result ->
            able.add(
                new Part.ToolResult(
                    result.callId(),
                    result.name(),
                    parts(result.content()),
                    result.isError(),
                    result.freeform(),
                    result.marks()));
        case Part.ServerTool tool when !target.realm().admits(tool.realm()) ->
            able.add(ServerToolWords.of(tool, losses));
        default -> able.add(part);
      }
    }
    return able;
  }

  private Part medium(Media medium) {
    if (medium.source() instanceof Media.Uploaded(var owner, var id)
        && !target.realm().admits(owner)) {
      losses.semantic(medium.marks().at(), Loss.Action.REPLACED, "the file is at another provider");
      return new Part.Text("(Left out here: a file of another provider.)", medium.marks());
    }
    var needed = needed(medium);
    if (needed == null || target.can(needed)) {
      return medium;
    }
    losses.semantic(
        medium.marks().at(), Loss.Action.REPLACED, "this model does not take " + word(medium));
    return new Part.Text("(Left out here: " + word(medium) + ".)", medium.marks());
  }

  private static @Nullable Capability needed(Media medium) {
    return switch (medium.kind()) {
      case IMAGE, VIDEO -> Capability.VISION;
      case AUDIO -> Capability.AUDIO;
      // A document of plain text is text to every dialect.
      case DOCUMENT -> medium.source() instanceof Media.Plain ? null : Capability.DOCUMENTS;
    };
  }

  private static String word(Media medium) {
    return switch (medium.kind()) {
      case IMAGE -> "images";
      case VIDEO -> "videos";
      case AUDIO -> "audio";
      case DOCUMENT -> "documents";
    };
  }

  private Part inWords(Part.ToolCall call) {
    losses.semantic(
        call.marks().at(), Loss.Action.REPLACED, "this model does not call tools: said in words");
    return new Part.Text(
        "(Called " + call.name() + " with " + call.arguments() + ".)", call.marks());
  }

  private void inWords(Part.ToolResult result, List<Part> able) {
    losses.semantic(
        result.marks().at(), Loss.Action.REPLACED, "this model does not call tools: said in words");
    able.add(
        new Part.Text(
            (result.isError() ? "(Error from " : "(Result of ") + result.name() + ":)",
            result.marks()));
    able.addAll(parts(result.content()));
  }

  private void semantic(Field field, String why) {
    losses.semantic(conversation.at(field), Loss.Action.DROPPED, why);
  }
}
