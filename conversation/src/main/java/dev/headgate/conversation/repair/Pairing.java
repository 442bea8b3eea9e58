package dev.headgate.conversation.repair;

import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts every result behind its call, in the order of the calls. A call without a result gets one
 * that says so; a result without a call becomes text. Ids become canonical, the same for call and
 * result, and unique: where one is used for several calls, each call and its result get their own.
 */
final class Pairing {
  /** What is told for a call whose result is not at hand: it may have been carried out. */
  static final String OUTCOME_UNKNOWN = "outcome unknown: no result of this call is at hand";

  private final Losses losses;
  private final Set<String> used = new HashSet<>();

  Pairing(Losses losses) {
    this.losses = losses;
  }

  List<Turn> pair(List<Turn> turns) {
    var paired = new ArrayList<Turn>(turns.size() + 4);
    int i = 0;
    while (i < turns.size()) {
      int next = i + 1;
      while (next < turns.size() && turns.get(next).role() != Role.ASSISTANT) {
        next++;
      }
      // An assistant's turn, or the beginning of all, and everything up to the next of the kind.
      segment(turns.subList(i, next), paired);
      i = next;
    }
    return paired;
  }

  private void segment(List<Turn> turns, List<Turn> paired) {
    var first = turns.getFirst();
    if (first.role() != Role.ASSISTANT) {
      rest(turns, Set.of(), paired);
      return;
    }
    var asked = calls(first);
    if (asked.isEmpty()) {
      paired.add(first);
      rest(turns.subList(1, turns.size()), Set.of(), paired);
      return;
    }
    var calls = canonical(asked);
    paired.add(withCalls(first, calls));
    var results = results(turns.subList(1, turns.size()));
    // By identity: equal results may come twice.
    Set<Part> used = Collections.newSetFromMap(new IdentityHashMap<>());
    int behind = leading(turns.subList(1, turns.size()));
    paired.add(answers(asked, calls, results, behind, used, first));
    rest(turns.subList(1, turns.size()), used, paired);
  }

  private static List<Part.ToolResult> results(List<Turn> turns) {
    var results = new ArrayList<Part.ToolResult>();
    for (var turn : turns) {
      for (var part : turn.parts()) {
        if (part instanceof Part.ToolResult result) {
          results.add(result);
        }
      }
    }
    return results;
  }

  private static List<Part.ToolCall> calls(Turn turn) {
    var calls = new ArrayList<Part.ToolCall>();
    for (var part : turn.parts()) {
      if (part instanceof Part.ToolCall call) {
        calls.add(call);
      }
    }
    return calls;
  }

  private List<Part.ToolCall> canonical(List<Part.ToolCall> asked) {
    var calls = new ArrayList<Part.ToolCall>(asked.size());
    for (var call : asked) {
      var id = CallIds.canonical(call.id());
      for (int again = 2; !used.add(id); again++) {
        id = CallIds.canonical(call.id() + '\n' + again);
      }
      if (!id.equals(call.id())) {
        losses.cosmetic(
            call.marks().at().field("id"),
            Loss.Action.RENAMED,
            "ids are unique, and at most " + CallIds.MAX_LENGTH + " of a-zA-Z0-9_-");
      }
      // Nothing at all is how many models say that there are no arguments.
      boolean none = !call.freeform() && call.arguments().isBlank();
      if (none) {
        losses.cosmetic(call.marks().at(), Loss.Action.REPLACED, "no arguments are said as {}");
      }
      calls.add(
          new Part.ToolCall(
              id, call.name(), none ? "{}" : call.arguments(), call.freeform(), call.marks()));
    }
    return calls;
  }

  private static Turn withCalls(Turn turn, List<Part.ToolCall> calls) {
    var parts = new ArrayList<Part>(turn.parts().size());
    int next = 0;
    for (var part : turn.parts()) {
      parts.add(part instanceof Part.ToolCall ? calls.get(next++) : part);
    }
    return turn.withParts(parts);
  }

  /** How many results come before anything else. */
  private static int leading(List<Turn> turns) {
    int leading = 0;
    for (var turn : turns) {
      for (var part : turn.parts()) {
        if (!(part instanceof Part.ToolResult)) {
          return leading;
        }
        leading++;
      }
    }
    return leading;
  }

  /** One result for each call, in order. */
  private Turn answers(
      List<Part.ToolCall> asked,
      List<Part.ToolCall> calls,
      List<Part.ToolResult> results,
      int behind,
      Set<Part> used,
      Turn assistant) {
    Map<String, ArrayDeque<Part.ToolResult>> byId = new HashMap<>();
    for (var result : results) {
      byId.computeIfAbsent(result.callId(), id -> new ArrayDeque<>()).add(result);
    }
    var answers = new ArrayList<Part>(calls.size());
    var at = assistant.at();
    boolean moved = false;
    for (int i = 0; i < calls.size(); i++) {
      var known = byId.get(asked.get(i).id());
      var result = known == null ? null : known.poll();
      if (result == null) {
        answers.add(unknown(calls.get(i)));
        continue;
      }
      int place = results.indexOf(result);
      moved |= place != used.size() || place >= behind;
      at = used.isEmpty() ? result.marks().at() : at;
      used.add(result);
      answers.add(named(result, calls.get(i)));
    }
    if (moved) {
      losses.cosmetic(
          at, Loss.Action.MOVED, "results follow their calls, in the order of the calls");
    }
    return Turn.of(Role.TOOL, answers, at);
  }

  private static Part named(Part.ToolResult result, Part.ToolCall call) {
    return new Part.ToolResult(
        call.id(),
        call.name(),
        result.content(),
        result.isError(),
        call.freeform(),
        result.marks());
  }

  private Part.ToolResult unknown(Part.ToolCall call) {
    losses.degrading(
        call.marks().at(), Loss.Action.ADDED, "a call without a result gets \"outcome unknown\"");
    return new Part.ToolResult(
        call.id(),
        call.name(),
        List.of(new Part.Text(OUTCOME_UNKNOWN, Marks.NONE)),
        true,
        call.freeform(),
        Marks.at(call.marks().at()));
  }

  /** What was said beside the results, in its order; a result that is left becomes text. */
  private void rest(List<Turn> turns, Set<Part> used, List<Turn> paired) {
    for (var turn : turns) {
      var parts = new ArrayList<Part>(turn.parts().size());
      for (var part : turn.parts()) {
        if (!(part instanceof Part.ToolResult result)) {
          parts.add(part);
        } else if (!used.contains(result)) {
          inWords(result, parts);
        }
      }
      if (turn.role() != Role.TOOL) {
        paired.add(parts.equals(turn.parts()) ? turn : turn.withParts(parts));
      } else if (!parts.isEmpty()) {
        paired.add(new Turn(Role.USER, parts, turn.origin(), turn.name(), turn.at()));
      }
    }
  }

  private void inWords(Part.ToolResult result, List<Part> parts) {
    losses.degrading(
        result.marks().at(), Loss.Action.REPLACED, "a result without its call becomes text");
    var name = result.name() == null ? "" : " of " + result.name();
    var kind = result.isError() ? "Error result" : "Result";
    parts.add(
        new Part.Text(
            "(" + kind + name + ", whose call is not at hand:)", Marks.at(result.marks().at())));
    parts.addAll(result.content());
  }
}
