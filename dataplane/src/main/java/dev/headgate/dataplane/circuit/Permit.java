package dev.headgate.dataplane.circuit;

import dev.headgate.contract.FailureClass;

/**
 * Leave to make one call. It takes exactly one of success, failure, ignore; later ones are ignored.
 */
public interface Permit {

  /** The first event of a stream came; whole answers never say this. */
  void firstToken();

  /** The call ended well. */
  void success();

  /** The call failed; classes that say nothing about the provider's health count nowhere. */
  void failure(FailureClass failure);

  /**
   * The provider's quota for this target is used up: no call goes there until it resets. Ends the
   * permit like {@link #failure} with QuotaExhausted, which assumes a reset in a minute.
   *
   * @param resetInMs how long until then, as the provider says; at least 0
   */
  void exhausted(long resetInMs);

  /** The call says nothing about the provider: the caller hung up, or we stopped it ourselves. */
  void ignore();
}
