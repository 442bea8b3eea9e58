package dev.headgate.dataplane.upstream;

/**
 * How a call ended without an answer's end.
 *
 * @param kind what broke
 * @param detail for logs; names no header and no body
 */
public record Broken(Kind kind, String detail) {

  /** What broke. */
  public enum Kind {
    /** The name has no address. */
    UNRESOLVED,
    /** All its addresses are of classes that the gateway does not list. */
    FORBIDDEN,
    /** No connection came about: refused, unreachable, no TLS, or not in time. */
    NOT_CONNECTED,
    /** Whoever gives the tokens that let in refuses our key. */
    KEY_REFUSED,
    /** Whoever gives the tokens that let in cannot be reached or is broken. */
    NO_TOKEN,
    /** Our own pool had no free connection in time: says nothing about the provider. */
    NO_FREE_CONNECTION,
    /** A reused connection was closed before any byte of the answer. */
    STALE,
    /** A new connection was closed before any byte of the answer. */
    RESET,
    /** The answer began and did not end. */
    CUT
  }

  /** Whether the provider cannot have seen the request. */
  public boolean unsent() {
    return switch (kind) {
      case UNRESOLVED, FORBIDDEN, NOT_CONNECTED, KEY_REFUSED, NO_TOKEN, NO_FREE_CONNECTION -> true;
      case STALE, RESET, CUT -> false;
    };
  }
}
