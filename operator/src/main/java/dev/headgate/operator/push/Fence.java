package dev.headgate.operator.push;

/** Whether this operator may still program proxies: true only while it verifiably leads. */
@FunctionalInterface
public interface Fence {

  /** For one machine without a second operator. */
  Fence OPEN = () -> true;

  /** Asked before every push; cheap. */
  boolean holds();
}
