package dev.headgate.conversation.translate;

import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of {@code x-headgate-translation}: a list of RFC 9651, one string per loss that the
 * caller is told of, the worst first, and one of each kind before more of the same: {@code
 * "seed";action=dropped;severity=degrading;why="there is no seed here"}. It is cut at {@value
 * #MAX_LENGTH} characters, and then says how many are missing.
 */
public final class LossHeader {
  static final int MAX_LENGTH = 2000;

  private static final int MAX_PATH = 200;

  private LossHeader() {}

  /** The text; null when there is nothing to tell. */
  public static @Nullable String of(List<Loss> losses) {
    var told = new LinkedHashSet<String>();
    for (var severity : List.of(Severity.SEMANTIC, Severity.DEGRADING)) {
      // A long history loses the same a hundred times: it must not hide what else is lost.
      var kinds = new HashSet<String>();
      var again = new ArrayList<String>();
      for (var loss : losses) {
        if (loss.severity() == severity) {
          boolean first = kinds.add(loss.action() + " " + loss.why());
          (first ? told : again).add(item(loss));
        }
      }
      told.addAll(again);
    }
    if (told.isEmpty()) {
      return null;
    }
    var header = new StringBuilder();
    int count = 0;
    for (var item : told) {
      if (header.length() + item.length() > MAX_LENGTH) {
        header.append(count == 0 ? "" : ", ").append("\"$\";more=").append(told.size() - count);
        break;
      }
      header.append(count++ == 0 ? "" : ", ").append(item);
    }
    return header.toString();
  }

  private static String item(Loss loss) {
    var path = loss.path();
    return quoted(path.length() > MAX_PATH ? path.substring(0, MAX_PATH) + "..." : path)
        + ";action="
        + loss.action().name().toLowerCase(Locale.ROOT)
        + ";severity="
        + loss.severity().name().toLowerCase(Locale.ROOT)
        + ";why="
        + quoted(loss.why());
  }

  /**
   * A string of RFC 9651: ASCII, with quotes and backslashes escaped. Paths hold callers' words.
   */
  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\');
      }
      quoted.append(c >= 0x20 && c < 0x7f ? c : '?');
    }
    return quoted.append('"').toString();
  }
}
