package dev.headgate.dataplane.replay;

import java.net.URI;

/**
 * One exchange as it was recorded.
 *
 * @param source the file, below the folder that was read
 * @param number in its file, from 1
 * @param uri as it was asked; a text that is no address where the recording hides it
 * @param status of the answer
 * @param request its body
 * @param response its body, unpacked
 */
// Never compared: bodies are read.
@SuppressWarnings("ArrayRecordComponent")
record Recording(
    String source, int number, String uri, int status, byte[] request, byte[] response) {

  /** The host that was asked; empty where the recording hides it. */
  String host() {
    var host = address().getHost();
    return host == null ? "" : host;
  }

  /** The path that was asked, decoded; empty where the recording hides it. */
  String path() {
    var path = address().getPath();
    return path == null || host().isEmpty() ? "" : path;
  }

  private URI address() {
    try {
      return URI.create(uri);
    } catch (IllegalArgumentException hidden) {
      return URI.create("");
    }
  }

  @Override
  public String toString() {
    return source + "#" + number;
  }
}
