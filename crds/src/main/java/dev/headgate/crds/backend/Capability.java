package dev.headgate.crds.backend;

/** What a model can do. */
public enum Capability {
  Tools,
  ParallelTools,
  Vision,
  Audio,
  Documents,
  JsonSchema,
  Reasoning,
  Streaming,
  Embeddings,
  LogProbs
}
