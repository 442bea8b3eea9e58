package dev.headgate.conversation;

import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Tool;
import dev.headgate.conversation.model.ToolChoice;
import dev.headgate.conversation.model.Turn;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What every provider refuses, however it is said, is passed on for the one that is asked to
 * refuse: two tools of one name, the choice of a tool that nobody declared, data that is not
 * base64.
 */
final class Takeable {
  private Takeable() {}

  /** Whether there is nothing of that kind. */
  static boolean is(Conversation conversation) {
    var names = conversation.tooling().tools().stream().map(Tool::name).toList();
    return Set.copyOf(names).size() == names.size()
        && names.containsAll(chosen(conversation.tooling().choice()))
        && conversation.turns().stream().flatMap(Takeable::parts).allMatch(Takeable::isWhole);
  }

  private static List<String> chosen(ToolChoice choice) {
    return switch (choice) {
      case ToolChoice.Named(var name) -> List.of(name);
      case ToolChoice.Allowed(var names, var required) -> names;
      case ToolChoice.Unsaid() -> List.of();
      case ToolChoice.Auto() -> List.of();
      case ToolChoice.None() -> List.of();
      case ToolChoice.Required() -> List.of();
    };
  }

  private static Stream<Part> parts(Turn turn) {
    return turn.parts().stream()
        .flatMap(
            part ->
                part instanceof Part.ToolResult result
                    ? result.content().stream()
                    : Stream.of(part));
  }

  private static boolean isWhole(Part part) {
    return !(part instanceof Part.Media media
            && media.source() instanceof Part.Media.Inline(var type, var base64))
        || base64.matches("(?:[\\w+/-]{4})*(?:[\\w+/-]{2}==|[\\w+/-]{3}=)?");
  }
}
