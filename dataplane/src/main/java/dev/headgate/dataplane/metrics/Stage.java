package dev.headgate.dataplane.metrics;

import java.util.Locale;

/** What the proxy itself spends time on; the label {@code stage} of headgate_overhead_seconds. */
public enum Stage {
  /**
   * From the last byte of the request to the first byte of the call, waiting for Redis included.
   */
  REQUEST,
  /** From the last byte of the answer to the last byte relayed. */
  RESPONSE,
  /** All of it in one exchange: what the caller would not have waited for without us. */
  TOTAL;

  final String label = name().toLowerCase(Locale.ROOT);
}
