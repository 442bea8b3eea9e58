package dev.headgate.operator.push;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The links to all proxies of one gateway. Safe for use from many threads. */
public final class Fleet implements AutoCloseable {

  /** After that much silence a proxy no longer counts as one that is just being called. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private record Link(ProxyLink link, long sinceMs) {}

  private final ProxyClient client;
  private final Fence fence;
  private final LinkListener listener;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<ProxyEndpoint, Link> links = new HashMap<>();
  private @Nullable PackedSnapshot wanted;
  private boolean closed;

  /**
   * Starts without proxies.
   *
   * @param client closed with the fleet
   */
  public Fleet(
      ProxyClient client,
      Fence fence,
      LinkListener listener,
      InstantSource clock,
      RandomGenerator random) {
    this.client = client;
    this.fence = fence;
    this.listener = listener;
    this.clock = clock;
    this.random = random;
  }

  /** These and no others are the gateway's proxies. */
  public synchronized void members(Collection<ProxyEndpoint> proxies) {
    if (closed) {
      return;
    }
    Set<ProxyEndpoint> gone = new HashSet<>(links.keySet());
    gone.removeAll(proxies);
    for (ProxyEndpoint proxy : gone) {
      Link link = links.remove(proxy);
      if (link != null) {
        link.link().close();
      }
    }
    for (ProxyEndpoint proxy : proxies) {
      links.computeIfAbsent(proxy, this::open);
    }
  }

  private Link open(ProxyEndpoint proxy) {
    ProxyLink link = new ProxyLink(proxy, client, fence, listener, clock, random);
    if (wanted != null) {
      link.want(wanted);
    }
    return new Link(link, clock.millis());
  }

  /** From now on every proxy is to serve this one. */
  public synchronized void want(PackedSnapshot snapshot) {
    wanted = snapshot;
    links.values().forEach(link -> link.link().want(snapshot));
  }

  /**
   * What is known of each proxy, by name. One that stopped answering counts for ten seconds as what
   * it last said, and one that never answered as being called: a dropped connection says nothing
   * about the proxy yet.
   */
  public synchronized List<ProxyView> views() {
    long now = clock.millis();
    return links.values().stream()
        .map(link -> patiently(link, now))
        .sorted((a, b) -> a.proxy().name().compareTo(b.proxy().name()))
        .toList();
  }

  private static ProxyView patiently(Link link, long now) {
    ProxyView view = link.link().view();
    if (view.contact() == ProxyView.Contact.Connected) {
      return view;
    }
    long answered = link.link().answeredAtMs();
    boolean young = now - Math.max(answered, link.sinceMs()) < PATIENCE.toMillis();
    if (!young) {
      return view.lost();
    }
    return view.in(answered == 0 ? ProxyView.Contact.Connecting : ProxyView.Contact.Connected);
  }

  /** Whether time alone may change what {@link #views} says: some proxy does not answer. */
  public synchronized boolean waiting() {
    return links.values().stream()
        .anyMatch(link -> link.link().view().contact() != ProxyView.Contact.Connected);
  }

  /** Ends every link. */
  @Override
  public synchronized void close() {
    closed = true;
    links.values().forEach(link -> link.link().close());
    links.clear();
    client.close();
  }
}
