package dev.headgate.operator.push;

import java.time.Duration;

/** Hears what happens on links. Called on a link's own threads; must return soon. */
public interface LinkListener {

  /** What is known of a proxy changed: {@link ProxyLink#view()} is new. */
  void changed(ProxyEndpoint proxy);

  /**
   * A proxy serves a snapshot that is later than the wanted one: someone else led meanwhile, or our
   * own memory of the order is behind.
   *
   * @param place where the proxy's snapshot stands
   */
  void outranked(ProxyEndpoint proxy, Place place);

  /**
   * One push was answered.
   *
   * @param took from the first byte sent to the answer
   */
  void pushed(ProxyEndpoint proxy, PushOutcome outcome, Duration took);
}
