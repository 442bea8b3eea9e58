package dev.headgate.dataplane.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.model.Purpose;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording speaks.
 *
 * @param wire the dialect
 * @param model that was asked
 * @param stream whether its answer is one
 * @param server whose it is: the vendor's own, or the host of another that speaks its dialect
 * @param own whether it is the vendor's own, whose rules the simulator keeps
 * @param body of the request
 */
record Spoken(Wire wire, String model, boolean stream, String server, boolean own, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern GENERATE =
      Pattern.compile(".*/(?:models|endpoints)/([^/:]+):(streamG|g)enerateContent");
  private static final Pattern CONVERSE = Pattern.compile(".*/model/(.+)/converse(-stream)?");

  /** Empty for what is no conversation in a dialect of ours. */
  static Optional<Spoken> of(Recording recording) {
    var body = tree(recording.request());
    var path = recording.path();
    if (!body.isObject()) {
      return Optional.empty();
    }
    if (path.isEmpty()) {
      return hidden(body);
    }
    Matcher generate = GENERATE.matcher(path);
    if (generate.matches()) {
      var wire = path.contains("/projects/") ? Wire.VERTEX : Wire.GEMINI;
      return said(wire, generate.group(1), generate.group(2).startsWith("s"), recording, body);
    }
    Matcher converse = CONVERSE.matcher(path);
    if (converse.matches()) {
      return said(Wire.BEDROCK, converse.group(1), converse.group(2) != null, recording, body);
    }
    boolean stream = body.path("stream").asBoolean();
    var model = body.path("model").asText();
    if (path.endsWith("/chat/completions")) {
      var wire = path.contains("/deployments/") ? Wire.AZURE : Wire.CHAT;
      return said(wire, model, stream, recording, body);
    }
    if (path.endsWith("/responses")) {
      return said(Wire.RESPONSES, model, stream, recording, body);
    }
    return path.endsWith("/v1/messages")
        ? said(Wire.ANTHROPIC, model, stream, recording, body)
        : Optional.empty();
  }

  private static Optional<Spoken> said(
      Wire wire, String model, boolean stream, Recording recording, JsonNode body) {
    var host = recording.host();
    boolean own =
        switch (wire) {
          case CHAT, RESPONSES -> host.equals("api.openai.com");
          case AZURE -> host.endsWith(".azure.com");
          case ANTHROPIC -> host.equals("api.anthropic.com");
          case GEMINI -> host.equals("generativelanguage.googleapis.com");
          case VERTEX -> host.endsWith("aiplatform.googleapis.com");
          case BEDROCK -> host.startsWith("bedrock-runtime.");
        };
    // Someone's stand-in that answers anything with anything.
    boolean standIn =
        !own
            && recording.status() / 100 == 2
            && !stream
            && !tree(recording.response()).has("choices")
            && !tree(recording.response()).has("error");
    return standIn
        ? Optional.empty()
        : Optional.of(new Spoken(wire, model, stream, own ? "" : host, own, body));
  }

  /** Where the address is hidden, the body says enough. */
  private static Optional<Spoken> hidden(JsonNode body) {
    boolean stream = body.path("stream").asBoolean();
    var model = body.path("model").asText();
    if (body.has("input") && !model.contains("embedding")) {
      return Optional.of(new Spoken(Wire.RESPONSES, model, stream, "", true, body));
    }
    if (!body.has("messages") || model.isEmpty()) {
      return Optional.empty();
    }
    var wire = model.startsWith("claude") ? Wire.ANTHROPIC : Wire.CHAT;
    return Optional.of(new Spoken(wire, model, stream, "", true, body));
  }

  /** What the request's path says. */
  RequestContext context() {
    return new RequestContext(Purpose.ANSWER, model, stream);
  }

  /** The JSON of these bytes; missing where they are none. */
  static JsonNode tree(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException none) {
      return MissingNode.getInstance();
    }
  }
}
