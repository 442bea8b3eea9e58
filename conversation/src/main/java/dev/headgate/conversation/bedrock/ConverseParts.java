package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the parts that can be blocks here; what cannot is told. */
final class ConverseParts {
  private ConverseParts() {}

  static List<Part> ofSystem(List<Part> parts, Losses losses) {
    var chosen = new ArrayList<Part>();
    for (var part : parts) {
      if (part instanceof Part.Text text) {
        text(text, chosen, losses);
      } else {
        lost(part, "instructions are text here", losses);
      }
    }
    return chosen;
  }

  /** Results come before anything else; a document comes with words. */
  static List<Part> ofUser(List<Part> parts, Losses losses) {
    var chosen = new ArrayList<Part>();
    for (var part : parts) {
      if (part instanceof Part.ToolResult result) {
        chosen.add(result(result, losses));
      }
    }
    for (var part : parts) {
      if (!(part instanceof Part.ToolResult)) {
        userPart(part, chosen, losses);
      }
    }
    boolean document = chosen.stream().anyMatch(ConverseParts::document);
    if (document && chosen.stream().noneMatch(Part.Text.class::isInstance)) {
      var at = chosen.getLast().marks().at();
      losses.cosmetic(at, Loss.Action.ADDED, "a document comes with words here");
      chosen.add(new Part.Text("(See the attached document.)", Marks.at(at)));
    }
    return chosen;
  }

  private static Part.ToolResult result(Part.ToolResult result, Losses losses) {
    var content = new ArrayList<Part>();
    result.content().forEach(inner -> userPart(inner, content, losses));
    if (content.isEmpty() && result.isError()) {
      content.add(new Part.Text("The tool failed.", Marks.at(result.marks().at())));
    }
    return new Part.ToolResult(
        result.callId(),
        result.name(),
        content,
        result.isError(),
        result.freeform(),
        result.marks());
  }

  private static void userPart(Part part, List<Part> chosen, Losses losses) {
    switch (part) {
      case Part.Text text -> text(text, chosen, losses);
      case Part.Refusal refusal -> said(refusal, chosen, losses);
      case Media medium -> medium(medium, chosen, losses);
      default -> lost(part, "a message of the user cannot hold it here", losses);
    }
  }

  private static void medium(Media medium, List<Part> chosen, Losses losses) {
    if (Formats.of(medium) == null) {
      boolean url = medium.source() instanceof Media.Url(var at, var type) && !Formats.stored(at);
      lost(
          medium,
          url ? "Bedrock fetches nothing from there, only from S3" : "no such media here",
          losses);
      return;
    }
    if (medium.detail() != null && !medium.detail().equals("auto")) {
      losses.degrading(medium.marks().at(), Loss.Action.DROPPED, "pictures have no detail here");
    }
    chosen.add(medium);
  }

  static List<Part> ofAssistant(List<Part> parts, Losses losses) {
    var chosen = new ArrayList<Part>();
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> text(text, chosen, losses);
        case Part.ToolCall call -> chosen.add(call);
        case Part.Refusal refusal -> said(refusal, chosen, losses);
        case Part.Reasoning reasoning -> {
          // Without its signature the provider refuses it.
          if (signed(reasoning) != null) {
            chosen.add(reasoning);
          } else {
            losses.degrading(
                reasoning.marks().at(),
                Loss.Action.DROPPED,
                "reasoning without a signature of this provider");
          }
        }
        default -> lost(part, "a message of the assistant cannot hold it here", losses);
      }
    }
    return chosen;
  }

  /** The datum that makes reasoning replayable here; null when there is none. */
  static @Nullable Opaque signed(Part.Reasoning reasoning) {
    if (!reasoning.redacted()) {
      return reasoning.marks().opaque(AnthropicDialect.SIGNATURE);
    }
    for (var datum : reasoning.marks().opaque()) {
      if (Redacted.written(datum) != null) {
        return datum;
      }
    }
    return null;
  }

  private static boolean document(Part part) {
    return part instanceof Media medium && medium.kind() == Media.Kind.DOCUMENT;
  }

  private static void text(Part.Text text, List<Part> chosen, Losses losses) {
    if (!text.text().isBlank()) {
      chosen.add(text);
    } else {
      losses.cosmetic(text.marks().at(), Loss.Action.DROPPED, "empty text is refused here");
    }
  }

  private static void said(Part.Refusal refusal, List<Part> chosen, Losses losses) {
    losses.cosmetic(refusal.marks().at(), Loss.Action.REPLACED, "a refusal is text here");
    text(new Part.Text(refusal.text(), refusal.marks()), chosen, losses);
  }

  private static void lost(Part part, String why, Losses losses) {
    losses.semantic(part.marks().at(), Loss.Action.DROPPED, why);
  }
}
