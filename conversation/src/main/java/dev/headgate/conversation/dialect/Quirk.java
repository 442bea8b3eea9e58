package dev.headgate.conversation.dialect;

import java.util.Set;

/** Where a model or a server departs from its dialect. */
public enum Quirk {
  /** Rejects {@code stream_options.include_usage}. */
  NO_STREAM_USAGE,
  /** Rejects the switch for parallel calls. */
  NO_PARALLEL_SWITCH,
  /** Knows {@code max_tokens} only, not {@code max_completion_tokens}. */
  LEGACY_MAX_TOKENS,
  /** Rejects {@code max_tokens}, knows {@code max_completion_tokens} only. */
  NO_MAX_TOKENS,
  /** Knows the role {@code system} only, not {@code developer}. */
  NO_DEVELOPER_ROLE,
  /** Wants one instruction, at the beginning. */
  ONE_LEADING_SYSTEM,
  /** Takes instructions between turns, where the dialect by itself does not. */
  SYSTEM_ANYWHERE,
  /** Rejects temperature, top_p, top_k and penalties. */
  NO_SAMPLING,
  /** Rejects stop texts. */
  NO_STOP,
  /** Rejects {@code logprobs}. */
  NO_LOG_PROBS,
  /** Does not reason, and rejects every word of it. */
  NO_REASONING,
  /**
   * Reasons only when it is asked to, and rejects sampling, stop texts and {@code logprobs} while
   * it does.
   */
  REASONS_WHEN_ASKED,
  /** Takes temperature or top_p, not both. */
  ONE_SAMPLING_KNOB,
  /** Thinks as much as it finds right; rejects a budget. */
  ADAPTIVE_THINKING,
  /** Takes no turn of the assistant at the end. */
  NO_PREFILL,
  /** Wants earlier reasoning back as text, in {@code reasoning_content}. */
  REASONING_CONTENT,
  /** Refuses to show a summary of its reasoning, as OpenAI does to unverified organisations. */
  NO_REASONING_SUMMARY,
  /**
   * A model on Vertex. Gemini takes labels and names of files there, and counts tokens of a
   * request's own fields; Claude has its version in the body and its model in the path.
   */
  VERTEX,
  /** Takes ids of calls of nine letters and digits only, as Mistral's API and templates do. */
  NINE_CHARACTER_IDS,
  /** Rejects ids of Gemini's calls and results, which Vertex did for long. */
  NO_CALL_IDS,
  /** Knows schemas in Gemini's subset of OpenAPI only, not JSON Schema. */
  OPENAPI_SCHEMAS;

  /** What {@link #REASONS_WHEN_ASKED} stands for while the model reasons. */
  public static final Set<Quirk> NEVER_WHILE_REASONING = Set.of(NO_SAMPLING, NO_STOP, NO_LOG_PROBS);
}
