package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names of tools as a provider takes them, for one request: a name that does not fit becomes its
 * fitting beginning and a digest, everywhere the same, and the answer's names are turned back
 * ({@link WayBack}).
 */
public final class ToolNames {
  private static final int DIGEST_LENGTH = 8;

  private final int maxLength;
  private final boolean letterFirst;
  private final Map<String, String> told = new HashMap<>();
  private final Map<String, String> back = new LinkedHashMap<>();

  /**
   * @param maxLength of a name of letters, digits, {@code _} and {@code -}; more than 10
   */
  public ToolNames(int maxLength) {
    this(maxLength, false);
  }

  /**
   * @param maxLength of a name of letters, digits, {@code _} and {@code -}; more than 10
   * @param letterFirst whether it begins with a letter or {@code _}
   */
  public ToolNames(int maxLength, boolean letterFirst) {
    this.maxLength = maxLength;
    this.letterFirst = letterFirst;
  }

  /** The name that the provider is told. */
  public String told(String name, Path at, Losses losses) {
    if (fits(name)) {
      return name;
    }
    return told.computeIfAbsent(
        name,
        unfit -> {
          var fitting = fitting(unfit);
          back.put(fitting, unfit);
          losses.cosmetic(
              at,
              Loss.Action.RENAMED,
              "tool names here are at most " + maxLength + " of a-zA-Z0-9_-");
          return fitting;
        });
  }

  /** From told names to the caller's; only where they differ. */
  public Map<String, String> back() {
    return back;
  }

  private boolean fits(String name) {
    if (name.isEmpty() || name.length() > maxLength || !begins(name)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!CallIds.plain(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean begins(String name) {
    char first = name.isEmpty() ? '_' : name.charAt(0);
    return !letterFirst || !(first == '-' || (first >= '0' && first <= '9'));
  }

  private String fitting(String name) {
    var fitting = new StringBuilder(maxLength);
    if (!begins(name)) {
      fitting.append('_');
    }
    int room = maxLength - DIGEST_LENGTH - 1 - fitting.length();
    for (int i = 0; i < Math.min(room, name.length()); i++) {
      fitting.append(CallIds.plain(name.charAt(i)) ? name.charAt(i) : '_');
    }
    return fitting.append('_').append(CallIds.digest(name, DIGEST_LENGTH)).toString();
  }
}
