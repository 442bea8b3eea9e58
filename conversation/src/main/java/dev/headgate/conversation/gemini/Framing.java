package dev.headgate.conversation.gemini;

/** How a stream is told: that is said by the query of the request, not by its body. */
public enum Framing {
  /** Server-sent events, with {@code alt=sse}. */
  SSE("text/event-stream"),
  /** One JSON array that grows, without {@code alt=sse}. Errors stand in an array too. */
  ARRAY("application/json; charset=UTF-8");

  private final String contentType;

  Framing(String contentType) {
    this.contentType = contentType;
  }

  /** Of a stream. */
  public String contentType() {
    return contentType;
  }
}
