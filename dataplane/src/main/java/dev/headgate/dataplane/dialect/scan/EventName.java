package dev.headgate.dataplane.dialect.scan;

import java.nio.charset.StandardCharsets;

/** The name of one event of a stream, where it has one. */
public final class EventName {
  private static final byte[] FIELD = "event:".getBytes(StandardCharsets.US_ASCII);

  private EventName() {}

  /** Offset of the first line's name; -1 when the event does not begin with it. */
  public static int at(byte[] bytes, int start, int end) {
    if (!begins(bytes, start, end, FIELD)) {
      return -1;
    }
    int name = start + FIELD.length;
    return name < end && bytes[name] == ' ' ? name + 1 : name;
  }

  /** Whether these bytes stand there. */
  public static boolean begins(byte[] bytes, int at, int end, byte[] word) {
    if (at < 0 || at + word.length > end) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
