package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Chooses the parts that can be blocks here; what cannot is told. */
final class Blocks {
  private static final Set<String> IMAGES =
      Set.of("image/jpeg", "image/png", "image/gif", "image/webp");

  private Blocks() {}

  /**
   * @param midway whether they stand between turns, where tools may come and go, too
   */
  static List<Part> ofSystem(List<Part> parts, boolean midway, Losses losses) {
    var chosen = new ArrayList<Part>();
    for (var part : parts) {
      if (part instanceof Part.Text text) {
        text(text, chosen, losses);
      } else if (midway
          && part instanceof Part.Unknown unknown
          && unknown.realm().admits(AnthropicDialect.REALM)) {
        chosen.add(unknown);
      } else {
        lost(part, "instructions are text here", losses);
      }
    }
    return chosen;
  }

  /** Results come before anything else. */
  static List<Part> ofUser(List<Part> parts, Losses losses) {
    var chosen = new ArrayList<Part>();
    for (var part : parts) {
      if (part instanceof Part.ToolResult result) {
        var content = new ArrayList<Part>();
        result.content().forEach(inner -> userPart(inner, content, losses));
        chosen.add(
            new Part.ToolResult(
                result.callId(),
                result.name(),
                content,
                result.isError(),
                result.freeform(),
                result.marks()));
      }
    }
    for (var part : parts) {
      if (!(part instanceof Part.ToolResult)) {
        userPart(part, chosen, losses);
      }
    }
    return chosen;
  }

  private static void userPart(Part part, List<Part> chosen, Losses losses) {
    switch (part) {
      case Part.Text text -> text(text, chosen, losses);
      case Media medium -> {
        if (sayable(medium)) {
          if (medium.detail() != null && !medium.detail().equals("auto")) {
            losses.degrading(
                medium.marks().at(), Loss.Action.DROPPED, "pictures have no detail here");
          }
          chosen.add(medium);
        } else {
          lost(medium, "this dialect cannot say such media", losses);
        }
      }
      case Part.ServerTool tool when tool.realm().admits(AnthropicDialect.REALM) ->
          chosen.add(tool);
      case Part.Unknown unknown when unknown.realm().admits(AnthropicDialect.REALM) ->
          chosen.add(unknown);
      case Part.Refusal refusal -> said(refusal, chosen, losses);
      default -> lost(part, "a message of the user cannot hold it here", losses);
    }
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
          if (BlockEncoder.signed(reasoning) != null) {
            chosen.add(reasoning);
          } else {
            losses.degrading(
                reasoning.marks().at(),
                Loss.Action.DROPPED,
                "reasoning without a signature of this provider");
          }
        }
        case Part.ServerTool tool when tool.realm().admits(AnthropicDialect.REALM) ->
            chosen.add(tool);
        case Part.Unknown unknown when unknown.realm().admits(AnthropicDialect.REALM) ->
            chosen.add(unknown);
        default -> lost(part, "a message of the assistant cannot hold it here", losses);
      }
    }
    return chosen;
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

  private static boolean sayable(Media medium) {
    return switch (medium.source()) {
      case Media.Uploaded(var realm, var id) ->
          realm.admits(AnthropicDialect.REALM) && (image(medium) || document(medium));
      case Media.Url url -> image(medium) || document(medium);
      case Media.Plain plain -> document(medium);
      case Media.Inline(var type, var base64) ->
          image(medium)
              ? IMAGES.contains(type)
              : document(medium) && (type.equals("application/pdf") || type.startsWith("text/"));
    };
  }

  private static boolean image(Media medium) {
    return medium.kind() == Media.Kind.IMAGE;
  }

  private static boolean document(Media medium) {
    return medium.kind() == Media.Kind.DOCUMENT;
  }

  private static void lost(Part part, String why, Losses losses) {
    losses.semantic(part.marks().at(), Loss.Action.DROPPED, why);
  }
}
