package dev.headgate.bench.report;

/** Names of measurements and servers in the tables. */
public final class Names {
  /** CPU per request, closed loop. */
  public static final String CPU = "CPU per request (2.3 KB body, c=32)";

  /** Streams whose events come all at once. */
  public static final String BURST = "streams in a burst (c=16)";

  /** Streams with an event each 10 ms. */
  public static final String PACED = "streams paced at 10 ms (c=64)";

  /** Streams with an event each 5 s, all at once. */
  public static final String OPEN = "10,000 open streams, an event each 5 s";

  /** First byte of a stream. */
  public static final String FIRST = "first byte of a stream (c=1)";

  /** A prompt of 400 KB. */
  public static final String LARGE = "400 KB prompt (c=1)";

  /** The upstream itself. */
  public static final String DIRECT = "upstream itself";

  /** nginx. */
  public static final String FLOOR = "nginx";

  /** nginx with a TLS upstream. */
  public static final String FLOOR_TLS = "nginx, TLS upstream";

  /** Headgate with the least. */
  public static final String BARE = "headgate bare";

  /** Headgate with many keys and routes. */
  public static final String CROWDED = "headgate 1,000 keys";

  /** Headgate with two budgets. */
  public static final String BUDGETS = "headgate budgets";

  /** Headgate with all of it. */
  public static final String ALL = "headgate everything";

  /** All of it, and the provider speaks another dialect than the caller. */
  public static final String TRANSLATED = "headgate everything, translated";

  /** The least, TLS upstream. */
  public static final String BARE_TLS = "headgate bare, TLS upstream";

  /** All of it, TLS upstream. */
  public static final String ALL_TLS = "headgate everything, TLS upstream";

  private Names() {}

  /** Load at a fixed rate. */
  public static String at(int perSecond) {
    return perSecond + " requests per second (2.3 KB body)";
  }
}
