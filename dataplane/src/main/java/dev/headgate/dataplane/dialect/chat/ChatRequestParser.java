package dev.headgate.dataplane.dialect.chat;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static dev.headgate.conversation.dialect.Quirk.NO_LOG_PROBS;
import static dev.headgate.conversation.dialect.Quirk.NO_MAX_TOKENS;
import static dev.headgate.conversation.dialect.Quirk.NO_PARALLEL_SWITCH;
import static dev.headgate.conversation.dialect.Quirk.NO_REASONING;
import static dev.headgate.conversation.dialect.Quirk.NO_SAMPLING;
import static dev.headgate.conversation.dialect.Quirk.NO_STOP;
import static dev.headgate.conversation.dialect.Quirk.REASONS_WHEN_ASKED;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.dataplane.dialect.scan.InputEstimate;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.Span;
import java.util.Collections;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a Chat Completions request: what the proxy must know, and whether a provider could
 * accept it at all. What is optional in the dialect may be null; what we do not know is let
 * through.
 */
public final class ChatRequestParser {
  private static final int MAX_MODEL_NAME = 256;
  private static final int MAX_CHOICES = 128;

  private final JsonCursor json;
  private final EnumSet<Capability> needs = EnumSet.noneOf(Capability.class);
  private final EnumSet<Backend.Quirk> trips = EnumSet.noneOf(Backend.Quirk.class);

  private final EnumSet<Quirk> modelTrips = EnumSet.noneOf(Quirk.class);

  private final ChatMessages messages;
  private boolean thinks;

  private int bodyStart;
  private @Nullable String model;
  private @Nullable Span modelSpan;
  private boolean stream;
  private int outputCap;
  private @Nullable String capField;
  private @Nullable Span capSpan;
  private int choices = 1;
  private boolean usageAsked;
  private @Nullable StreamOptions streamOptions;
  private boolean messagesGiven;
  private long textBytes;
  private @Nullable String session;

  private ChatRequestParser(byte[] body, int length) throws InvalidBodyException {
    this.json = new JsonCursor(body, 0, length);
    this.messages = new ChatMessages(json, needs, trips, modelTrips);
  }

  /**
   * Reads a body.
   *
   * @param body holds it from offset 0; not kept
   * @param length bytes of it
   */
  public static ChatRequest parse(byte[] body, int length) {
    try {
      int nonAscii = JsonCursor.checkObject(body, length);
      var parser = new ChatRequestParser(body, length);
      try (parser.json) {
        parser.bodyStart = parser.json.fields(parser::readField);
        return parser.facts(nonAscii);
      }
    } catch (InvalidBodyException e) {
      return new ChatRequest.Invalid(e.path(), e.message());
    }
  }

  private void readField(String name) throws InvalidBodyException {
    switch (name) {
      case "model" -> {
        model = json.string("$.model");
        if (model.isBlank() || model.length() > MAX_MODEL_NAME) {
          throw new InvalidBodyException(
              "$.model", "must have 1 to " + MAX_MODEL_NAME + " characters");
        }
        modelSpan = new Span(json.start(), json.end());
      }
      case "messages" -> {
        int start = json.start();
        messages.read();
        messagesGiven = true;
        textBytes += json.end() - start;
      }
      default -> {
        if (!json.isNull()) {
          readOptional(name);
        } else if (name.equals("stream_options")) {
          // Its null is replaced when usage is asked for.
          streamOptions = new StreamOptions(new Span(json.start(), json.end()), null, true);
        }
      }
    }
  }

  private void readOptional(String name) throws InvalidBodyException {
    switch (name) {
      case "stream" -> stream = json.bool("$.stream");
      case "max_tokens", "max_completion_tokens" -> readCap(name);
      case "n" -> choices = json.integer("$.n", 1, MAX_CHOICES);
      case "stream_options" -> {
        readStreamOptions();
        trips.add(Backend.Quirk.NoStreamUsage);
      }
      case "temperature" -> trips(json.number("$.temperature", 0, 2) != 1, NO_SAMPLING);
      case "top_p" -> trips(json.number("$.top_p", 0, 1) != 1, NO_SAMPLING);
      case "presence_penalty", "frequency_penalty" ->
          trips(json.number("$." + name, -2, 2) != 0, NO_SAMPLING);
      case "top_logprobs" -> json.integer("$.top_logprobs", 0, 20);
      case "logprobs" -> {
        boolean wanted = json.bool("$.logprobs");
        need(wanted, Capability.LogProbs);
        trips(wanted, NO_LOG_PROBS);
      }
      case "parallel_tool_calls" -> {
        json.bool("$.parallel_tool_calls");
        trips.add(Backend.Quirk.NoParallelTools);
        modelTrips.add(NO_PARALLEL_SWITCH);
      }
      case "store" -> json.bool("$.store");
      case "tools" -> readTools();
      case "tool_choice" -> {
        if (json.token() != VALUE_STRING) {
          skipObject("$.tool_choice", "must be a string or an object");
        }
      }
      case "response_format" -> readResponseFormat();
      case "stop" -> readStop();
      case "logit_bias" -> {
        skipObject("$.logit_bias", "must be an object");
        modelTrips.add(NO_SAMPLING);
      }
      case "metadata" -> skipObject("$.metadata", "must be an object");
      case "prompt_cache_key" -> session = json.string("$.prompt_cache_key");
      case "reasoning_effort" -> {
        thinks = !json.string("$.reasoning_effort").equals("none");
        modelTrips.add(NO_REASONING);
      }
      case "user", "safety_identifier", "service_tier", "verbosity" -> json.string("$." + name);
      default -> json.skip();
    }
  }

  private void readCap(String name) throws InvalidBodyException {
    if (capField != null) {
      throw new InvalidBodyException("$." + name, "must not stand beside " + capField);
    }
    capField = name;
    outputCap = json.integer("$." + name, 1, Integer.MAX_VALUE);
    capSpan = new Span(json.start(), json.end());
    if (name.equals("max_completion_tokens")) {
      trips.add(Backend.Quirk.LegacyMaxTokens);
    } else {
      modelTrips.add(NO_MAX_TOKENS);
    }
  }

  private void readStreamOptions() throws InvalidBodyException {
    json.object("$.stream_options");
    int start = json.start();
    Span usage = null;
    int fields = 0;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      fields++;
      if (name.equals("include_usage")) {
        if (usage != null) {
          throw new InvalidBodyException("$.stream_options.include_usage", "appears twice");
        }
        usage = new Span(json.start(), json.end());
        usageAsked = !json.isNull() && json.bool("$.stream_options.include_usage");
      } else {
        json.skip();
      }
    }
    streamOptions = new StreamOptions(new Span(start, json.end()), usage, fields == 0);
  }

  private void readTools() throws InvalidBodyException {
    json.array("$.tools");
    int start = json.start();
    int tool = 0;
    for (; json.next() != END_ARRAY; tool++) {
      var path = "$.tools[" + tool + "]";
      json.object(path);
      // Mistral's own clients leave the type of a function out.
      boolean typed = false;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.next();
        if (name.equals("type")) {
          json.string(path + ".type");
          typed = true;
        } else if (name.equals("function")) {
          readToolFunction(path + ".function");
          typed = true;
        } else {
          json.skip();
        }
      }
      if (!typed) {
        throw new InvalidBodyException(path + ".type", "is required");
      }
    }
    need(tool > 0, Capability.Tools);
    textBytes += json.end() - start;
  }

  private void readToolFunction(String path) throws InvalidBodyException {
    json.object(path);
    boolean named = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals("name")) {
        json.string(path + ".name");
        named = true;
      } else if (name.equals("parameters") && !json.isNull()) {
        json.object(path + ".parameters");
        json.skip();
      } else {
        json.skip();
      }
    }
    if (!named) {
      throw new InvalidBodyException(path + ".name", "is required");
    }
  }

  private void readResponseFormat() throws InvalidBodyException {
    json.object("$.response_format");
    int start = json.start();
    boolean typed = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals("type")) {
        typed = true;
        need(json.string("$.response_format.type").equals("json_schema"), Capability.JsonSchema);
      } else {
        json.skip();
      }
    }
    if (!typed) {
      throw new InvalidBodyException("$.response_format.type", "is required");
    }
    textBytes += json.end() - start;
  }

  private void readStop() throws InvalidBodyException {
    if (json.token() == START_ARRAY) {
      for (int i = 0; json.next() != END_ARRAY; i++) {
        json.string("$.stop[" + i + "]");
        modelTrips.add(NO_STOP);
      }
    } else if (json.token() == VALUE_STRING) {
      modelTrips.add(NO_STOP);
    } else {
      throw new InvalidBodyException("$.stop", "must be a string or an array of strings");
    }
  }

  private void skipObject(String path, String message) throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw new InvalidBodyException(path, message);
    }
    json.skip();
  }

  private void trips(boolean is, Quirk quirk) {
    if (is) {
      modelTrips.add(quirk);
    }
  }

  private void need(boolean needed, Capability capability) {
    if (needed) {
      needs.add(capability);
    }
  }

  private ChatFacts facts(int nonAscii) throws InvalidBodyException {
    if (thinks && !Collections.disjoint(modelTrips, Quirk.NEVER_WHILE_REASONING)) {
      modelTrips.add(REASONS_WHEN_ASKED);
    }
    if (model == null || modelSpan == null) {
      throw new InvalidBodyException("$.model", "is required");
    }
    if (!messagesGiven) {
      throw new InvalidBodyException("$.messages", "is required");
    }
    if (streamOptions != null && !streamOptions.empty() && !stream) {
      throw new InvalidBodyException("$.stream_options", "needs stream: true");
    }
    need(stream, Capability.Streaming);
    long text = Math.max(0, textBytes - messages.mediaBytes());
    return new ChatFacts(
        model,
        modelSpan,
        bodyStart,
        stream,
        outputCap,
        capSpan,
        choices,
        usageAsked,
        streamOptions,
        needs,
        InputEstimate.tokens(
            text, nonAscii, messages.images(), messages.audioBytes(), messages.fileBytes()),
        session,
        trips,
        modelTrips,
        messages.broken(),
        messages.reasoningBack());
  }
}
