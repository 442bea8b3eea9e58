package dev.headgate.dataplane.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;

/** What clients do to histories: turns and parts are dropped, moved, said twice, cut off. */
public final class Tears {
  private Tears() {}

  /** The request, torn once for each number. */
  public static JsonNode in(JsonNode whole, List<Integer> tears) {
    JsonNode body = whole.deepCopy();
    for (int tear : tears) {
      var lists = new ArrayList<ArrayNode>();
      for (var name : List.of("messages", "input", "contents")) {
        if (body.get(name) instanceof ArrayNode history) {
          lists.add(history);
          history.forEach(
              turn -> {
                for (var inner : List.of("content", "parts", "tool_calls")) {
                  if (turn.get(inner) instanceof ArrayNode parts) {
                    lists.add(parts);
                  }
                }
              });
        }
      }
      if (!lists.isEmpty()) {
        // The history itself every other time, else something within one of its turns.
        tear(tear % 2 == 0 ? lists.getFirst() : lists.get(tear / 2 % lists.size()), tear / 7);
      }
    }
    return body;
  }

  private static void tear(ArrayNode list, int how) {
    if (list.size() < 2) {
      return;
    }
    int place = how / 4 % list.size();
    switch (how % 4) {
      case 0 -> list.remove(place);
      case 1 -> {
        var again = list.get(how / 16 % list.size());
        // An item with an id of its own is never there twice; that of a call may be.
        if (!again.has("id") || again.path("type").asText().matches("tool_use|function")) {
          list.insert(place, again.deepCopy());
        }
      }
      case 2 -> {
        var moved = list.remove(place);
        list.insert(how / 16 % (list.size() + 1), moved);
      }
      default -> {
        while (list.size() > place + 1) {
          list.remove(list.size() - 1);
        }
      }
    }
  }
}
