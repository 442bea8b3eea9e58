package dev.headgate.simulator.script;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The delays of one answer.
 *
 * @param headMs before anything is sent
 * @param firstTokenMs from the head to a stream's first event
 * @param perTokenMs between two tokens
 */
public record Pace(int headMs, int firstTokenMs, int perTokenMs) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /**
   * The delays of request {@code number}: the same seed gives the same ones.
   *
   * @param fault its delays go before the profile's
   */
  public static Pace of(Profile profile, Fault fault, long seed, long number) {
    Profile.Kind kind = profile.kind() == null ? Profile.Kind.Instant : profile.kind();
    var random = new SplittableRandom(seed + GOLDEN * number);
    int first =
        switch (kind) {
          case FastChat -> random.nextInt(100, 401);
          case SlowReasoning -> random.nextInt(8_000, 50_001);
          case Instant -> 0;
        };
    int each =
        switch (kind) {
          case FastChat -> 10;
          case SlowReasoning -> 20;
          case Instant -> 0;
        };
    return new Pace(
        orElse(fault.delayMs(), 0),
        orElse(fault.firstTokenDelayMs(), orElse(profile.firstTokenMs(), first)),
        orElse(fault.interTokenDelayMs(), orElse(profile.perTokenMs(), each)));
  }

  /** Milliseconds until a whole answer of so many tokens is ready. */
  public long wholeMs(int tokens) {
    return headMs + firstTokenMs + (long) perTokenMs * tokens;
  }

  /** Whether nothing is ever waited for. */
  public boolean instant() {
    return headMs == 0 && firstTokenMs == 0 && perTokenMs == 0;
  }

  private static int orElse(@Nullable Integer value, int absent) {
    return value == null ? absent : value;
  }
}
