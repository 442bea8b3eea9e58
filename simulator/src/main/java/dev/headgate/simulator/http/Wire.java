package dev.headgate.simulator.http;

import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Event;
import dev.headgate.simulator.dialect.Quirk;
import java.util.Iterator;
import java.util.Set;

/** Writes a stream's events with the quirks that any event stream may have. */
final class Wire {
  private static final String FIELD = "data: ";

  private final Dialect dialect;
  private final boolean tight;
  private final boolean crlf;
  private final boolean pings;

  Wire(Dialect dialect, Set<Quirk> quirks) {
    boolean sse = dialect.streamContentType().startsWith("text/event-stream");
    this.dialect = dialect;
    this.tight = sse && quirks.contains(Quirk.NoSpaceAfterData);
    this.crlf = sse && quirks.contains(Quirk.Crlf);
    this.pings = sse && quirks.contains(Quirk.Pings);
  }

  /** Whether a caller who waits is sent pings. */
  boolean pings() {
    return pings && !dialect.ping().isEmpty();
  }

  String ping() {
    return shaped(dialect.ping());
  }

  /** The same events, shaped. */
  Iterator<Event> shape(Iterator<Event> events) {
    if (!tight && !crlf && !pings) {
      return events;
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return events.hasNext();
      }

      @Override
      public Event next() {
        Event event = events.next();
        return event.wire(shaped(pings ? dialect.ping() + event.wire() : event.wire()));
      }
    };
  }

  /** An event that is no answer's, shaped the same. */
  String shaped(String wire) {
    // no JSON has a line break of its own: every one ends a line of the event stream
    String lines = tight ? wire.replaceAll("(?m)^" + FIELD, "data:") : wire;
    return crlf ? lines.replace("\r\n", "\n").replace("\n", "\r\n") : lines;
  }
}
