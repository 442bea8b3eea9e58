package dev.headgate.operator.status;

/** Whether the snapshot is where a proxy finds it that starts while the operator is away. */
public sealed interface Persistence {

  /** Nothing was to be stored yet, or there is no such place. */
  record NotYet() implements Persistence {}

  /** It is stored. */
  record Stored() implements Persistence {}

  /**
   * It does not fit; running proxies get it all the same.
   *
   * @param bytes its gzipped size
   */
  record TooLarge(int bytes) implements Persistence {}

  /**
   * Storing failed and is tried again.
   *
   * @param why for a person
   */
  record Failed(String why) implements Persistence {}
}
