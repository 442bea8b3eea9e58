package dev.headgate.dataplane.budget;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the store looks from one event loop. Written there, read from any thread. */
final class StoreState {
  private final Runnable onChange;
  private volatile boolean used;
  private volatile boolean connected;
  private volatile List<String> warnings = List.of();
  private volatile @Nullable String outage;
  private volatile int unrecorded;

  StoreState(Runnable onChange) {
    this.onChange = onChange;
  }

  boolean used() {
    return used;
  }

  boolean connected() {
    return connected;
  }

  List<String> warnings() {
    String now = outage;
    return now == null ? warnings : Stream.concat(warnings.stream(), Stream.of(now)).toList();
  }

  int unrecorded() {
    return unrecorded;
  }

  void use(boolean now) {
    if (used != now) {
      used = now;
      onChange.run();
    }
  }

  void connect() {
    outage = null;
    if (!connected) {
      connected = true;
      onChange.run();
    }
  }

  /**
   * @param reason for a person; without secrets
   */
  void disconnect(String reason) {
    boolean news = connected || outage == null;
    connected = false;
    if (news) {
      outage = "the store cannot be asked: " + reason.lines().findFirst().orElse("");
      onChange.run();
    }
  }

  void warn(List<String> now) {
    if (!warnings.equals(now)) {
      warnings = List.copyOf(now);
      onChange.run();
    }
  }

  void owe(int entries) {
    unrecorded = entries;
  }
}
