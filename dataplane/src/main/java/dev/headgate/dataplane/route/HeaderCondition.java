package dev.headgate.dataplane.route;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.headgate.contract.Route;
import org.jspecify.annotations.Nullable;

/** One header of a route's match, ready to be asked. */
sealed interface HeaderCondition {

  boolean holds(HeaderLookup headers);

  /**
   * A condition.
   *
   * @throws IllegalArgumentException when a regular expression is none
   */
  static HeaderCondition of(Route.Header header) {
    return switch (header.type()) {
      case Exact -> new Exact(header.name(), header.value());
      case Prefix -> new Prefix(header.name(), header.value());
      case RegularExpression -> new Regex(header.name(), compile(header.value()));
    };
  }

  private static Pattern compile(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("regular expression: " + e.getMessage(), e);
    }
  }

  /**
   * A condition of a refused route, which may be refused for its very expression: then whoever
   * sends the header at all may be meant, and no less strict route may take them.
   */
  static HeaderCondition ofRefused(Route.Header header) {
    try {
      return of(header);
    } catch (IllegalArgumentException e) {
      return new Present(header.name());
    }
  }

  /** Any value. */
  record Present(String name) implements HeaderCondition {
    @Override
    public boolean holds(HeaderLookup headers) {
      return headers.get(name) != null;
    }
  }

  /** The whole value. */
  record Exact(String name, String value) implements HeaderCondition {
    @Override
    public boolean holds(HeaderLookup headers) {
      return value.equals(headers.get(name));
    }
  }

  /** How the value begins. */
  record Prefix(String name, String value) implements HeaderCondition {
    @Override
    public boolean holds(HeaderLookup headers) {
      @Nullable String found = headers.get(name);
      return found != null && found.startsWith(value);
    }
  }

  /** The whole value, RE2 syntax: anchored at both ends, so that a pattern means no more. */
  record Regex(String name, Pattern pattern) implements HeaderCondition {
    @Override
    public boolean holds(HeaderLookup headers) {
      @Nullable String found = headers.get(name);
      return found != null && pattern.matches(found);
    }
  }
}
