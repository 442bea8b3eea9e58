package dev.headgate.operator.compile;

import dev.headgate.crds.AllowedRoutes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may refer to an object from another namespace. The own namespace always may, whatever the
 * selector says; nothing written means the own one only.
 */
final class Permissions {
  private final Map<String, Map<String, String>> namespaces;

  Permissions(Map<String, Map<String, String>> namespaces) {
    this.namespaces = namespaces;
  }

  /**
   * Whether an object in {@code from} may refer to one in {@code owner}.
   *
   * @param allowed what the object referred to says
   */
  boolean allows(@Nullable AllowedRoutes allowed, String owner, String from) {
    if (owner.equals(from)) {
      return true;
    }
    var namespacesAllowed = allowed == null ? null : allowed.namespaces();
    if (namespacesAllowed == null || namespacesAllowed.from() == null) {
      return false;
    }
    return switch (namespacesAllowed.from()) {
      case Same -> false;
      case All -> true;
      case Selector -> {
        var selector = namespacesAllowed.selector();
        var labels = namespaces.get(from);
        // A namespace that nobody has seen has no labels; a selector of nothing selects nothing.
        yield selector != null
            && labels != null
            && !selector.matchLabels().isEmpty()
            && labels.entrySet().containsAll(selector.matchLabels().entrySet());
      }
    };
  }
}
