package dev.headgate.dataplane.identity;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Refusal;
import java.util.List;

/** Who a presented key belongs to. None of these holds the key. */
public sealed interface Identification {

  /**
   * Let in.
   *
   * @param consumer whose key it is
   * @param keyId the public part of the key, for counters and logs
   */
  record Known(Consumer consumer, String keyId) implements Identification {}

  /**
   * Nobody's key: {@code invalid_key}. The caller is not told which of the reasons it was when the
   * form was right, so that key ids cannot be searched for.
   *
   * @param reason why, for our own counters and for the message about a key of the wrong form
   */
  record Unknown(Reason reason) implements Identification {}

  /**
   * The key is right, but its LlmConsumer must not be served: {@code not_programmed}.
   *
   * @param consumer whose key it is
   * @param refusal why the object does not work
   */
  record ConsumerRefused(Consumer consumer, Refusal refusal) implements Identification {}

  /**
   * The same key was given to several LlmConsumers: nobody knows whose money it would be, so it is
   * nobody's ({@code not_programmed}).
   *
   * @param consumers ids of all of them, sorted; for our logs, not for the caller
   */
  record Ambiguous(List<String> consumers) implements Identification {}

  /** Why a key is nobody's. */
  enum Reason {
    /** Not {@code hg_<id>_<secret>}; nothing was looked up. */
    Malformed,
    /** No consumer of this gateway has it. */
    NoMatch,
    /** The gateway lets nobody in by key. */
    KeysNotAccepted
  }
}
