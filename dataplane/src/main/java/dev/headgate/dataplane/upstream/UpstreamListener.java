package dev.headgate.dataplane.upstream;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/**
 * Hears of one call, on the event loop that made it. After {@link #end} or {@link #broken}, or
 * after the call was cancelled, nothing more is heard.
 */
public interface UpstreamListener {

  /** A connection is there and the request is on its way. */
  void sent();

  /** The answer's head. */
  void head(int status, MultiMap headers);

  /** Bytes of the answer, as they were read. */
  void data(Buffer read);

  /** The answer is whole. */
  void end();

  /** It will not be whole. */
  void broken(Broken broken);
}
