package dev.headgate.conversation.gemini;

import dev.headgate.conversation.model.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together what a stream has cut. A part with a signature of Google's stays alone: Google's
 * documentation forbids to merge it with others.
 */
final class Pieces {
  private Pieces() {}

  /** The parts of two neighbouring contents of the model. */
  static List<Part> joined(List<Part> before, List<Part> after) {
    var parts = new ArrayList<>(before);
    for (int i = 0; i < after.size(); i++) {
      var part = after.get(i);
      if (i == 0 && !parts.isEmpty()) {
        var last = parts.getLast();
        if (bare(last) && bare(part)) {
          if (last instanceof Part.Text one && part instanceof Part.Text two) {
            parts.set(parts.size() - 1, new Part.Text(one.text() + two.text(), one.marks()));
            continue;
          }
          if (last instanceof Part.Reasoning one && part instanceof Part.Reasoning two) {
            var text = one.text() + two.text();
            parts.set(parts.size() - 1, new Part.Reasoning(text, false, one.marks()));
            continue;
          }
        }
      }
      parts.add(part);
    }
    return sealed(parts);
  }

  private static boolean bare(Part part) {
    return part.marks().opaque().isEmpty() && part.marks().extras().isEmpty();
  }

  /**
   * The same with each envelope on all of the reasoning that it belongs to: it came on the last
   * piece, and its provider takes text and signature together only.
   */
  static List<Part> sealed(List<Part> parts) {
    if (parts.stream().noneMatch(Pieces::isSealed)) {
      return parts;
    }
    var whole = new ArrayList<Part>();
    for (var part : parts) {
      if (isSealed(part) && part instanceof Part.Reasoning reasoning && !reasoning.redacted()) {
        var text = new StringBuilder();
        while (!whole.isEmpty()
            && bare(whole.getLast())
            && whole.getLast() instanceof Part.Reasoning before) {
          text.insert(0, before.text());
          whole.removeLast();
        }
        whole.add(
            new Part.Reasoning(text.append(reasoning.text()).toString(), false, reasoning.marks()));
      } else {
        whole.add(part);
      }
    }
    return whole;
  }

  private static boolean isSealed(Part part) {
    return part instanceof Part.Reasoning
        && !part.marks().opaque().isEmpty()
        && !Signatures.own(part.marks().opaque().getFirst());
  }
}
