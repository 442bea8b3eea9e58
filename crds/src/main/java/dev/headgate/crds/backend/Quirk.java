package dev.headgate.crds.backend;

/** Where a server departs from its dialect. */
public enum Quirk {
  NoStreamUsage,
  NoParallelTools,
  LegacyMaxTokens,
  NoDeveloperRole,
  OneLeadingSystem,
  ReasoningContent
}
