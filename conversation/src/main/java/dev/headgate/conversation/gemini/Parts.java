package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses the parts that can be said here; what cannot is told. */
final class Parts {
  private Parts() {}

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

  /** Results come before anything else: Google wants them together. */
  static List<Part> ofUser(List<Part> parts, Generation generation, Losses losses) {
    var chosen = new ArrayList<Part>();
    var rest = new ArrayList<Part>();
    for (var part : parts) {
      switch (part) {
        case Part.ToolResult result ->
            chosen.add(Results.fitting(result, generation, rest, losses));
        case Part.Text text -> text(text, rest, losses);
        case Media medium -> medium(medium, rest, losses);
        case Part.Refusal refusal -> said(refusal, rest, losses);
        case Part.ServerTool tool when tool.realm().admits(GeminiDialect.REALM) -> rest.add(tool);
        case Part.Unknown unknown when unknown.realm().admits(GeminiDialect.REALM) ->
            rest.add(unknown);
        default -> lost(part, "a content of the user cannot hold it here", losses);
      }
    }
    chosen.addAll(rest);
    return chosen;
  }

  static List<Part> ofModel(List<Part> parts, Losses losses) {
    var chosen = new ArrayList<Part>();
    for (var part : parts) {
      switch (part) {
        case Part.Text text -> text(text, chosen, losses);
        case Part.ToolCall call -> chosen.add(call);
        case Media medium -> medium(medium, chosen, losses);
        case Part.Refusal refusal -> said(refusal, chosen, losses);
        case Part.Reasoning reasoning -> {
          // Google reads thoughts by their signature only.
          if (signature(reasoning) != null) {
            chosen.add(reasoning);
          } else {
            losses.degrading(
                reasoning.marks().at(),
                Loss.Action.DROPPED,
                "reasoning without a signature of this provider");
          }
        }
        case Part.ServerTool tool when tool.realm().admits(GeminiDialect.REALM) -> chosen.add(tool);
        case Part.Unknown unknown when unknown.realm().admits(GeminiDialect.REALM) ->
            chosen.add(unknown);
        default -> lost(part, "a content of the model cannot hold it here", losses);
      }
    }
    return chosen;
  }

  /** The part's own signature; null when it has none that is of this dialect. */
  static @Nullable Opaque signature(Part part) {
    return part.marks().opaque(Signatures.KIND);
  }

  private static void text(Part.Text text, List<Part> chosen, Losses losses) {
    if (!text.text().isEmpty() || signature(text) != null) {
      chosen.add(text);
    } else {
      losses.cosmetic(text.marks().at(), Loss.Action.DROPPED, "empty text is refused here");
    }
  }

  private static void said(Part.Refusal refusal, List<Part> chosen, Losses losses) {
    losses.cosmetic(refusal.marks().at(), Loss.Action.REPLACED, "a refusal is text here");
    text(new Part.Text(refusal.text(), refusal.marks()), chosen, losses);
  }

  static void medium(Media medium, List<Part> chosen, Losses losses) {
    boolean taken =
        switch (medium.source()) {
          case Media.Inline(var type, var base64) -> MediaTypes.taken(type);
          case Media.Plain(var text) -> true;
          case Media.Url(var url, var type) ->
              !url.startsWith("data:") && MediaTypes.taken(MediaTypes.of(medium.kind(), url, type));
          case Media.Uploaded(var realm, var id) -> realm.admits(GeminiDialect.REALM);
        };
    if (!taken) {
      lost(medium, "this dialect cannot say such media", losses);
      return;
    }
    if (medium.detail() != null && !medium.detail().equals("auto")) {
      losses.degrading(medium.marks().at(), Loss.Action.DROPPED, "pictures have no detail here");
    }
    chosen.add(medium);
  }

  static void lost(Part part, String why, Losses losses) {
    losses.semantic(part.marks().at(), Loss.Action.DROPPED, why);
  }
}
