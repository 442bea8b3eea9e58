package dev.headgate.dataplane.dialect;

import dev.headgate.contract.Dialect;

/** A dialect as callers speak it. Without state: one of each serves all calls. */
public interface CallerDialect {

  /** As manifests name it. */
  Dialect dialect();

  /**
   * Reads a request.
   *
   * @param body its bytes from offset 0; must not change until the exchange is over
   * @param length how many
   * @param exchange names the answer where the provider does not
   */
  ReadRequest read(byte[] body, int length, ExchangeName exchange);

  /** An error as a whole answer. */
  Answers.ToldError error(Trouble trouble);

  /**
   * An error that ends a stream.
   *
   * @param begun whether anything of the answer was told before
   */
  byte[] errorEvent(Trouble trouble, boolean begun);

  /** Whether streams are server-sent events; else they are one JSON text. */
  default boolean streamsEvents() {
    return true;
  }

  /** What keeps a silent stream's connection awake. */
  byte[] keepAlive();

  /** Whether streams may bear comments; the SDKs of some dialects die of any. */
  boolean takesComments();

  /**
   * Names one exchange.
   *
   * @param id that no other has
   * @param seconds since 1970 at which it began
   */
  record ExchangeName(String id, long seconds) {}
}
