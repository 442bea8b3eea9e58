package dev.headgate.bench.load;

import java.nio.charset.StandardCharsets;

/**
 * The request that is sent again and again.
 *
 * @param path such as {@code /v1/chat/completions}
 * @param key sent as a bearer token
 * @param body JSON, ASCII only
 */
public record Message(String path, String key, String body) {
  private static final String CHAT = "/v1/chat/completions";
  private static final int SMALL = 2_300;
  private static final int LARGE = 400_000;

  /** A chat of 2.3 KB, as an application sends it. */
  public static Message chat(String key) {
    return new Message(CHAT, key, body(SMALL, false));
  }

  /** A chat of 400 KB, about 100,000 tokens. */
  public static Message large(String key) {
    return new Message(CHAT, key, body(LARGE, false));
  }

  /** A short chat that asks for a stream. */
  public static Message stream(String key) {
    return new Message(CHAT, key, body(SMALL, true));
  }

  /** The same to a path below a prefix. */
  public Message below(String prefix) {
    return new Message(prefix + path, key, body);
  }

  private static String body(int size, boolean stream) {
    String head =
        "{\"model\":\"bench\",\"stream\":"
            + stream
            + ",\"max_completion_tokens\":512,\"temperature\":0.7,\"messages\":["
            + "{\"role\":\"system\",\"content\":\"You are a careful assistant of a shop.\"},";
    var body = new StringBuilder(head);
    String sentence = "The customer asks where the order is and what \\\"priority\\\" means; ";
    int turns = size / 1000;
    for (int i = 0; i < turns; i++) {
      body.append("{\"role\":\"").append(i % 2 == 0 ? "user" : "assistant");
      body.append("\",\"content\":\"");
      body.append(sentence.repeat(900 / sentence.length())).append("\"},");
    }
    body.append("{\"role\":\"user\",\"content\":\"");
    while (body.length() < size - 4) {
      body.append(sentence, 0, Math.min(40, size - 4 - body.length()));
    }
    return body.append("\"}]}").toString().replace("\\\"\"}]}", "\"}]}");
  }

  /** The whole request for a keep-alive connection. */
  public byte[] wire() {
    return ("POST "
            + path
            + " HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer "
            + key
            + "\r\n"
            + "content-type: application/json\r\n"
            + "accept: */*\r\n"
            + "user-agent: bench/1\r\n"
            + "content-length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }
}
