package dev.headgate.dataplane.http;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Route;

/** How much output one call may ask for. */
final class OutputCap {
  private OutputCap() {}

  /** The smallest of the caller's, the route's and the catalogue's; 0 when nobody said. */
  static int of(int callers, Route route, Backend.Model model) {
    return smaller(callers, smaller(route.limits().maxOutputTokens(), model.maxOutputTokens()));
  }

  private static int smaller(int a, int b) {
    return a == 0 ? b : b == 0 ? a : Math.min(a, b);
  }
}
