package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import java.util.ArrayList;
import java.util.List;

/** What tools said. Media go within it from the third generation on; before, they follow. */
final class Results {
  private Results() {}

  /**
   * The result with what it can hold.
   *
   * @param behind takes what has to follow all results
   */
  static Part.ToolResult fitting(
      Part.ToolResult result, Generation generation, List<Part> behind, Losses losses) {
    var content = new ArrayList<Part>();
    for (var part : result.content()) {
      switch (part) {
        case Part.Text text -> content.add(text);
        case Media medium -> {
          var taken = new ArrayList<Part>();
          Parts.medium(medium, taken, losses);
          if (holds(medium, generation)) {
            content.addAll(taken);
          } else if (!taken.isEmpty()) {
            losses.degrading(
                medium.marks().at(),
                Loss.Action.MOVED,
                "a result holds no such media here: it follows");
            var words = "Attachment to the result of " + result.name() + ":";
            behind.add(new Part.Text(words, Marks.NONE));
            behind.add(medium);
          }
        }
        default -> Parts.lost(part, "a result holds text and media only here", losses);
      }
    }
    return new Part.ToolResult(
        result.callId(), result.name(), content, result.isError(), false, result.marks());
  }

  private static boolean holds(Media medium, Generation generation) {
    return generation.thirdOrLater()
        && medium.source() instanceof Media.Inline
        && (medium.kind() == Media.Kind.IMAGE || medium.kind() == Media.Kind.DOCUMENT);
  }

  static List<Media> media(Part.ToolResult result) {
    var media = new ArrayList<Media>();
    for (var part : result.content()) {
      if (part instanceof Media medium) {
        media.add(medium);
      }
    }
    return media;
  }

  /**
   * The field {@code response}, which is an object: the tool's own where it said one, else {@code
   * output} or {@code error} (ai.google.dev, "FunctionResponse").
   */
  static void write(Part.ToolResult result, Losses losses, JsonOut out) {
    var words = new StringBuilder();
    int texts = 0;
    for (var part : result.content()) {
      if (part instanceof Part.Text(var text, var marks)) {
        losses.ofMarks(marks, GeminiDialect.NAME, false);
        words.append(texts++ == 0 ? "" : "\n").append(text);
      }
    }
    if (texts > 1) {
      losses.cosmetic(
          result.marks().at(), Loss.Action.REPLACED, "the texts of a result are one here");
    }
    var text = words.toString();
    if (Json.isObject(text) && (!result.isError() || saysError(text))) {
      out.raw("response", text);
    } else {
      out.object("response").string(result.isError() ? "error" : "output", text).endObject();
    }
  }

  private static boolean saysError(String object) {
    try {
      return Json.parse(object).object().names().contains("error");
    } catch (InvalidException e) {
      return false;
    }
  }
}
