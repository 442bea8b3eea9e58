package dev.headgate.conversation.responses;

import dev.headgate.conversation.model.Extra;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Functions that are grouped under a name (OpenAI's API reference, the tool type {@code
 * namespace}). Nobody else has groups: in a conversation such a function is called {@code
 * group/function}, which no function of this dialect can be called by itself.
 */
final class Namespaces {
  /** What a call says besides its name. */
  static final String FIELD = "namespace";

  private static final char BETWEEN = '/';

  private Namespaces() {}

  /**
   * The function's name in a conversation.
   *
   * @param namespace null for a function that stands alone
   */
  static String join(@Nullable String namespace, String name) {
    return namespace == null ? name : namespace + BETWEEN + name;
  }

  /** The group that a name in a conversation tells; null for none. */
  static @Nullable String of(String name) {
    int between = name.indexOf(BETWEEN);
    return between < 0 ? null : name.substring(0, between);
  }

  /** The function's name without its group. */
  static String bare(String name) {
    return name.substring(name.indexOf(BETWEEN) + 1);
  }

  /** Whether the caller has said what these belong to in a group. */
  static boolean said(List<Extra> extras) {
    return Extras.own(extras, FIELD) != null;
  }
}
