package dev.headgate.simulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;

/** The message that a model answers. */
public final class LastMessage {
  private LastMessage() {}

  /**
   * The last that is no instruction: agents put instructions behind what their user said.
   *
   * @param messages at least one
   */
  public static JsonNode of(Iterable<JsonNode> messages) {
    JsonNode answered = null;
    JsonNode last = null;
    for (JsonNode message : messages) {
      last = message;
      String role = message.path("role").asText("");
      if (!role.equals("system") && !role.equals("developer")) {
        answered = message;
      }
    }
    JsonNode found = answered == null ? last : answered;
    if (found == null) {
      throw new IllegalArgumentException("no messages");
    }
    return found;
  }
}
