package dev.headgate.crds.route;

/** How a header is compared, in order of precedence. */
public enum HeaderMatchType {
  Exact,
  Prefix,
  RegularExpression
}
