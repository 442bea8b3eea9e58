package dev.headgate.dataplane.route;

import org.jspecify.annotations.Nullable;

/** The headers of one request. */
@FunctionalInterface
public interface HeaderLookup {

  /** A request without headers. */
  HeaderLookup NONE = name -> null;

  /**
   * The first value of a header.
   *
   * @param name lower case
   * @return null when the request has no such header
   */
  @Nullable String get(String name);
}
