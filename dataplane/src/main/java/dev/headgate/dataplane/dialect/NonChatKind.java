package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Backend.Capability;
import java.util.Set;

/** A call of OpenAI's family that has no conversation in it: its bytes are passed on. */
public enum NonChatKind {
  /** {@code POST /v1/embeddings}. */
  EMBEDDINGS("/embeddings", "embeddings", "data"),
  /** {@code POST /v1/moderations}. */
  MODERATIONS("/moderations", "moderation", "results"),
  /** {@code POST /v1/rerank}, as Jina, Cohere, vLLM and others have it. */
  RERANK("/rerank", "rerank", "results");

  /** Behind a backend's base URL, and behind {@code /v1} of the gateway. */
  public final String path;

  /** The conventions' operation name, where they have one. */
  public final String operation;

  /** The array without which an answer is none. */
  public final String answered;

  NonChatKind(String path, String operation, String answered) {
    this.path = path;
    this.operation = operation;
    this.answered = answered;
  }

  /** What a model must be able to do for it. */
  public Set<Capability> needs() {
    return this == EMBEDDINGS ? Set.of(Capability.Embeddings) : Set.of();
  }
}
