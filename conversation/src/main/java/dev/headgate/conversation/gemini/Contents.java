package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Role;
import dev.headgate.conversation.model.Turn;
import java.util.ArrayList;
import java.util.List;

/**
 * The turns of a conversation as this dialect wants its contents: instructions apart, user and
 * model in alternation, calls behind a word of the user's, results in a content of their own
 * (Vertex refuses anything beside them), nothing empty.
 */
final class Contents {
  /** One content; its parts may still grow. */
  private record Content(Kind kind, List<Part> parts, Path at) {
    boolean model() {
      return kind == Kind.MODEL;
    }
  }

  private enum Kind {
    MODEL,
    /** Results of tools and nothing else; the user's words follow in another content. */
    RESULTS,
    USER
  }

  private final Target target;
  private final Generation generation;
  private final Losses losses;
  private final Path messagesAt;
  private final List<Part> system = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();

  Contents(Conversation conversation, Target target, Losses losses) {
    this.target = target;
    this.generation = Generation.of(target);
    this.losses = losses;
    this.messagesAt = conversation.at(Field.MESSAGES);
    conversation.turns().forEach(this::add);
    begin();
    end(conversation.delivery().prefilled());
  }

  private void add(Turn turn) {
    if (turn.name() != null) {
      losses.degrading(
          turn.at().field("name"), Loss.Action.DROPPED, "participants have no names here");
    }
    switch (turn.role()) {
      case SYSTEM, DEVELOPER -> instruction(turn);
      case USER, TOOL -> user(Parts.ofUser(turn.parts(), generation, losses), turn.at());
      case ASSISTANT -> add(Kind.MODEL, Parts.ofModel(turn.parts(), losses), turn.at());
    }
  }

  private void instruction(Turn turn) {
    if (!contents.isEmpty()) {
      losses.degrading(
          turn.at(), Loss.Action.MOVED, "instructions stand apart from all turns here");
    } else if (turn.role() == Role.DEVELOPER) {
      losses.cosmetic(turn.at(), Loss.Action.RENAMED, "instructions have one name here");
    }
    system.addAll(Parts.ofSystem(turn.parts(), losses));
  }

  private void user(List<Part> parts, Path at) {
    int results = 0;
    while (results < parts.size() && parts.get(results) instanceof Part.ToolResult) {
      results++;
    }
    results(parts.subList(0, results), at);
    add(Kind.USER, parts.subList(results, parts.size()), at);
  }

  /** Results stand right behind their calls, whatever the user says beside them. */
  private void results(List<Part> results, Path at) {
    boolean words = !contents.isEmpty() && contents.getLast().kind() == Kind.USER;
    var beside = words ? contents.removeLast() : null;
    add(Kind.RESULTS, results, at);
    if (beside != null) {
      contents.add(beside);
    }
  }

  private void add(Kind kind, List<Part> parts, Path at) {
    if (parts.isEmpty()) {
      return;
    }
    if (!contents.isEmpty() && contents.getLast().kind() == kind) {
      contents.getLast().parts().addAll(parts);
    } else {
      contents.add(new Content(kind, new ArrayList<>(parts), at));
    }
  }

  private void begin() {
    if (contents.isEmpty() && !system.isEmpty()) {
      var last = system.removeLast();
      losses.degrading(
          last.marks().at(), Loss.Action.MOVED, "there must be a content of the user here");
      add(Kind.USER, List.of(last), last.marks().at());
    } else if (contents.isEmpty() || contents.getFirst().model()) {
      losses.degrading(messagesAt, Loss.Action.ADDED, "the user speaks first here");
      contents.addFirst(words("(What was said before is not at hand.)"));
    }
  }

  private void end(boolean prefilled) {
    var last = contents.getLast();
    if (last.model() && target.has(Quirk.NO_PREFILL)) {
      losses.degrading(
          last.at(), Loss.Action.ADDED, "the user speaks last here, so the model is told to go on");
      contents.add(words("Go on."));
    } else if (last.model() && prefilled) {
      losses.degrading(
          last.at(),
          Loss.Action.WEAKENED,
          "the model answers anew here instead of going on from these words");
    }
  }

  private static Content words(String text) {
    var parts = new ArrayList<Part>();
    parts.add(new Part.Text(text, Marks.NONE));
    return new Content(Kind.USER, parts, Path.ROOT);
  }

  /**
   * The last question of the user's: signatures are demanded of the calls behind it. Words beside
   * results are none.
   */
  private int question() {
    for (int i = contents.size() - 1; i > 0; i--) {
      if (contents.get(i).kind() == Kind.USER && contents.get(i - 1).kind() == Kind.MODEL) {
        return i;
      }
    }
    return 0;
  }

  void write(PartEncoder parts, JsonOut out) {
    if (!system.isEmpty()) {
      out.object("systemInstruction").array("parts");
      system.forEach(part -> parts.write(part, false));
      out.endArray().endObject();
    }
    int question = question();
    out.array("contents");
    for (int i = 0; i < contents.size(); i++) {
      var content = contents.get(i);
      out.object().string("role", content.model() ? "model" : "user").array("parts");
      boolean first = true;
      for (var part : content.parts()) {
        boolean call = part instanceof Part.ToolCall;
        parts.write(part, call && first && generation.thirdOrLater() && i >= question);
        first &= !call;
      }
      out.endArray().endObject();
    }
    out.endArray();
  }
}
