package dev.headgate.conversation.gemini;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_FALSE;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static com.fasterxml.jackson.core.JsonToken.VALUE_TRUE;

import com.fasterxml.jackson.core.JsonParser;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.model.Usage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One partial response of a stream, read in one pass without a tree. Used again for the next. */
final class Chunk {
  /**
   * A part.
   *
   * @param text of a part that has nothing but words and a signature
   * @param raw the exact text of any other part; null for words
   */
  record Piece(String text, boolean thought, @Nullable String signature, @Nullable String raw) {}

  /** What a chunk says of one candidate. */
  static final class Candidate {
    int index;
    @Nullable String finish;
    @Nullable String finishMessage;

    /** The exact text of the probabilities; null without any. */
    @Nullable String logProbs;

    boolean sources;
    final List<Piece> pieces = new ArrayList<>(2);
  }

  @Nullable String id;
  @Nullable String model;
  @Nullable String blocked;
  @Nullable Usage usage;

  /** Whether the chunk is an error; it is read otherwise then. */
  boolean error;

  /** All of them, which are told behind all fields: a chunk names its answer at its end. */
  final List<Candidate> candidates = new ArrayList<>(1);

  private byte[] bytes = new byte[0];
  private int offset;

  /** Reads one chunk. */
  void read(byte[] bytes, int offset, int length) throws IOException {
    this.bytes = bytes;
    this.offset = offset;
    id = null;
    model = null;
    blocked = null;
    usage = null;
    error = false;
    candidates.clear();
    try (var json = Json.FACTORY.createParser(bytes, offset, length)) {
      if (json.nextToken() != START_OBJECT) {
        throw new IOException("a chunk must be an object");
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var token = json.nextToken();
        switch (name) {
          case "responseId" -> id = text(json);
          case "modelVersion" -> model = text(json);
          case "usageMetadata" -> usage = token == START_OBJECT ? usage(json) : null;
          case "promptFeedback" -> {
            if (token == START_OBJECT) {
              feedback(json);
            }
          }
          case "candidates" -> {
            if (token == START_ARRAY) {
              while (json.nextToken() != END_ARRAY) {
                candidates.add(candidate(json));
              }
            }
          }
          case "error" -> {
            error |= token == START_OBJECT || token == VALUE_STRING;
            json.skipChildren();
          }
          default -> json.skipChildren();
        }
      }
    }
  }

  private void feedback(JsonParser json) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      if (name.equals("blockReason")) {
        blocked = text(json);
      } else {
        json.skipChildren();
      }
    }
  }

  private Candidate candidate(JsonParser json) throws IOException {
    var candidate = new Candidate();
    if (json.currentToken() != START_OBJECT) {
      throw new IOException("a candidate must be an object");
    }
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "index" -> candidate.index = token == VALUE_NUMBER_INT ? json.getIntValue() : 0;
        case "finishReason" -> candidate.finish = text(json);
        case "finishMessage" -> candidate.finishMessage = text(json);
        case "content" -> {
          if (token == START_OBJECT) {
            content(json, candidate.pieces);
          }
        }
        case "logprobsResult" -> {
          if (token == START_OBJECT) {
            int start = here(json);
            json.skipChildren();
            candidate.logProbs = since(start, json);
          }
        }
        case "groundingMetadata", "citationMetadata", "urlContextMetadata" -> {
          candidate.sources |= token == START_OBJECT;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
    return candidate;
  }

  private void content(JsonParser json, List<Piece> pieces) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      if (name.equals("parts") && token == START_ARRAY) {
        while (json.nextToken() != END_ARRAY) {
          pieces.add(piece(json));
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private Piece piece(JsonParser json) throws IOException {
    if (json.currentToken() != START_OBJECT) {
      throw new IOException("a part must be an object");
    }
    int start = here(json);
    var text = "";
    String signature = null;
    boolean thought = false;
    boolean other = false;
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "text" -> {
          other |= token != VALUE_STRING;
          text = Objects.requireNonNullElse(text(json), "");
        }
        case "thoughtSignature" -> signature = text(json);
        case "thought" -> {
          thought = token == VALUE_TRUE;
          other |= token != VALUE_TRUE && token != VALUE_FALSE;
          json.skipChildren();
        }
        default -> {
          other = true;
          json.skipChildren();
        }
      }
    }
    return new Piece(text, thought, signature, other ? since(start, json) : null);
  }

  private static int here(JsonParser json) {
    return (int) json.currentTokenLocation().getByteOffset();
  }

  private String since(int start, JsonParser json) {
    int end = (int) json.currentLocation().getByteOffset();
    return new String(bytes, offset + start, end - start, StandardCharsets.UTF_8);
  }

  private static Usage usage(JsonParser json) throws IOException {
    long prompt = 0;
    long cached = 0;
    long byTools = 0;
    long candidates = 0;
    long thoughts = 0;
    long total = 0;
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "promptTokenCount" -> prompt = json.getValueAsLong();
        case "cachedContentTokenCount" -> cached = json.getValueAsLong();
        case "toolUsePromptTokenCount" -> byTools = json.getValueAsLong();
        case "candidatesTokenCount" -> candidates = json.getValueAsLong();
        case "thoughtsTokenCount" -> thoughts = json.getValueAsLong();
        case "totalTokenCount" -> total = json.getValueAsLong();
        default -> {}
      }
      json.skipChildren();
    }
    return GeminiUsage.of(prompt, cached, byTools, candidates, thoughts, total);
  }

  private static @Nullable String text(JsonParser json) throws IOException {
    if (json.currentToken() == VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }
}
