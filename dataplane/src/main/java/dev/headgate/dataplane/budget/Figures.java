package dev.headgate.dataplane.budget;

import io.vertx.redis.client.Response;
import java.util.Arrays;

/** The whole numbers that a script replies with. */
final class Figures {
  private final long[] values;

  private Figures(long[] values) {
    this.values = values;
  }

  static Figures of(Response reply) {
    var values = new long[reply.size()];
    for (int i = 0; i < values.length; i++) {
      Long value = reply.get(i).toLong();
      if (value == null) {
        throw new IllegalStateException("a script replied with something else than a number");
      }
      values[i] = value;
    }
    return new Figures(values);
  }

  int size() {
    return values.length;
  }

  long at(int index) {
    return values[index];
  }

  /** Those from this one on. */
  Figures from(int index) {
    return new Figures(Arrays.copyOfRange(values, Math.min(index, values.length), values.length));
  }
}
