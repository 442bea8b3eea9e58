package dev.headgate.operator.compile;

/** The kinds of {@code headgate.dev}, named as in manifests. */
public enum Kind {
  LlmGateway,
  ProviderBackend,
  LlmRoute,
  TokenBudget,
  LlmConsumer,
  PromptFirewall,
  FailoverDrill
}
