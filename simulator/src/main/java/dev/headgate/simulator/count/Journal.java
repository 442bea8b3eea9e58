package dev.headgate.simulator.count;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest requests as they came. Safe for any thread. */
public final class Journal {
  private static final int KEPT = 100;
  private static final int LONGEST = 256 * 1024;

  /**
   * A request.
   *
   * @param number from 1, over all providers
   * @param headers secrets hashed as in {@link Tally.Last}
   * @param body as sent; longer than 256 KiB it is cut
   */
  public record Entry(
      long number,
      String provider,
      String model,
      String method,
      String path,
      Map<String, String> headers,
      String body) {}

  private record Raw(
      long number,
      String provider,
      String model,
      String method,
      String path,
      Map<String, String> headers,
      Buffer body) {}

  private final ArrayDeque<Raw> entries = new ArrayDeque<>();

  /** Keeps a request, and forgets the oldest of more than 100. */
  public synchronized void add(
      long number,
      String provider,
      String model,
      String method,
      String path,
      Map<String, String> headers,
      Buffer body) {
    if (entries.size() == KEPT) {
      entries.removeFirst();
    }
    entries.addLast(new Raw(number, provider, model, method, path, headers, body));
  }

  /** Those of one provider, or all when null, oldest first. */
  public synchronized List<Entry> list(@Nullable String provider) {
    return entries.stream()
        .filter(raw -> provider == null || raw.provider().equals(provider))
        .map(
            raw ->
                new Entry(
                    raw.number(),
                    raw.provider(),
                    raw.model(),
                    raw.method(),
                    raw.path(),
                    raw.headers(),
                    raw.body().getString(0, Math.min(raw.body().length(), LONGEST))))
        .toList();
  }

  /** Forgets all. */
  public synchronized void clear() {
    entries.clear();
  }
}
