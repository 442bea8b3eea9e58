package dev.headgate.simulator.answer;

import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.ToolCall;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the model thinks, and where in its answer it says so. */
final class Thoughts {
  private static final Set<Quirk> ASK_FOR_THINKING =
      EnumSet.of(
          Quirk.ReasoningContent,
          Quirk.ReasoningWithContent,
          Quirk.TextBeforeThinking,
          Quirk.ThinkingBeforeEachCall,
          Quirk.EmptyThinking,
          Quirk.RedactedThinking);

  private Thoughts() {}

  /** The texts; none when neither the request nor a quirk asks for them. */
  static List<String> of(String question, Prompt prompt, List<ToolCall> calls, Set<Quirk> quirks) {
    var thoughts = new ArrayList<String>();
    if (!prompt.thinking() && quirks.stream().noneMatch(ASK_FOR_THINKING::contains)) {
      return thoughts;
    }
    thoughts.add("It is asked: " + question);
    if (quirks.contains(Quirk.ThinkingBeforeEachCall)) {
      calls.stream().skip(1).forEach(call -> thoughts.add("Next is " + call.name() + "."));
    }
    return thoughts;
  }

  /** The parts of an answer with its thoughts between them. */
  static List<Part> woven(List<String> thoughts, List<Part> said, Set<Quirk> quirks) {
    var parts = new ArrayList<Part>();
    if (!thoughts.isEmpty() && quirks.contains(Quirk.TextBeforeThinking)) {
      parts.add(new Part.Text("Let me think. "));
    }
    int next = 0;
    for (Part part : said) {
      if (next < thoughts.size() && (next == 0 || part instanceof ToolCall)) {
        parts.add(thinking(thoughts.get(next++), quirks));
      }
      parts.add(part);
    }
    while (next < thoughts.size()) {
      parts.add(thinking(thoughts.get(next++), quirks));
    }
    return parts;
  }

  private static Part thinking(String text, Set<Quirk> quirks) {
    return new Part.Thinking(
        quirks.contains(Quirk.EmptyThinking) ? "" : text, quirks.contains(Quirk.RedactedThinking));
  }
}
