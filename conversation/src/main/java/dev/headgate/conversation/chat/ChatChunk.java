package dev.headgate.conversation.chat;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import com.fasterxml.jackson.core.JsonParser;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.model.TokenLogProb;
import dev.headgate.conversation.model.Usage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One chunk of a stream, read in one pass without a tree. Used again for the next one. */
final class ChatChunk {
  /** Takes what a chunk says of one choice, which is valid during the call only. */
  interface Choices {
    void choice(ChatChunk chunk);
  }

  /** A piece of a call. */
  static final class CallPiece {
    /** -1 when the server does not count. */
    int index = -1;

    @Nullable String id;
    @Nullable String name;
    @Nullable String text;
    boolean freeform;
  }

  @Nullable String id;
  @Nullable String model;
  long created;
  @Nullable Usage usage;

  /** Whether the chunk is an error; it is read otherwise then. */
  boolean error;

  int index;
  @Nullable String content;
  @Nullable String refusal;
  @Nullable String reasoning;
  @Nullable String finish;
  boolean audio;
  List<TokenLogProb> logProbs = List.of();
  final List<CallPiece> calls = new ArrayList<>(2);

  private ChatChunk() {}

  static ChatChunk fresh() {
    return new ChatChunk();
  }

  /** Reads one chunk, telling of each choice when it is read. */
  void read(byte[] bytes, int offset, int length, Choices choices) throws IOException {
    id = null;
    model = null;
    created = 0;
    usage = null;
    error = false;
    try (var json = Json.FACTORY.createParser(bytes, offset, length)) {
      if (json.nextToken() != START_OBJECT) {
        throw new IOException("a chunk must be an object");
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var token = json.nextToken();
        switch (name) {
          case "id" -> id = word(json);
          case "model" -> model = word(json);
          case "created" -> created = token == VALUE_NUMBER_INT ? json.getValueAsLong() : 0;
          case "usage" -> {
            if (token == START_OBJECT) {
              usage = usage(json);
            }
          }
          case "choices" -> {
            if (token == START_ARRAY) {
              while (json.nextToken() != END_ARRAY) {
                choice(json);
                choices.choice(this);
              }
            }
          }
          case "error" -> {
            error |= !json.currentToken().isScalarValue() || token == VALUE_STRING;
            json.skipChildren();
          }
          default -> json.skipChildren();
        }
      }
    }
  }

  private void choice(JsonParser json) throws IOException {
    index = 0;
    content = null;
    refusal = null;
    reasoning = null;
    finish = null;
    audio = false;
    logProbs = List.of();
    calls.clear();
    if (json.currentToken() != START_OBJECT) {
      throw new IOException("a choice must be an object");
    }
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "index" -> index = token == VALUE_NUMBER_INT ? json.getIntValue() : 0;
        case "finish_reason" -> finish = word(json);
        case "delta" -> {
          if (token == START_OBJECT) {
            delta(json);
          }
        }
        case "logprobs" -> {
          if (token == START_OBJECT) {
            logProbs = ChatLogProbs.read(json);
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void delta(JsonParser json) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "content" -> content = token == START_ARRAY ? pieces(json) : text(json);
        case "refusal" -> refusal = text(json);
        case "reasoning_content" -> reasoning = text(json);
        case "reasoning" -> reasoning = reasoning == null ? text(json) : skip(json, reasoning);
        case "tool_calls" -> {
          if (token == START_ARRAY) {
            while (json.nextToken() != END_ARRAY) {
              calls.add(call(json));
            }
          }
        }
        case "function_call" -> {
          if (token == START_OBJECT) {
            var piece = new CallPiece();
            piece.index = 0;
            function(json, piece);
            calls.add(piece);
          }
        }
        case "audio" -> {
          audio |= token == START_OBJECT;
          json.skipChildren();
        }
        default -> json.skipChildren();
      }
    }
  }

  private static CallPiece call(JsonParser json) throws IOException {
    var piece = new CallPiece();
    if (json.currentToken() != START_OBJECT) {
      throw new IOException("a call must be an object");
    }
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "index" -> piece.index = token == VALUE_NUMBER_INT ? json.getIntValue() : -1;
        case "id" -> piece.id = text(json);
        case "function" -> {
          if (token == START_OBJECT) {
            function(json, piece);
          }
        }
        case "custom" -> {
          if (token == START_OBJECT) {
            piece.freeform = true;
            function(json, piece);
          }
        }
        default -> json.skipChildren();
      }
    }
    return piece;
  }

  private static void function(JsonParser json, CallPiece piece) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "name" -> piece.name = text(json);
        case "arguments", "input" -> piece.text = text(json);
        default -> json.skipChildren();
      }
    }
  }

  /** Mistral tells content as an array of parts when it reasons, its thoughts among them. */
  private String pieces(JsonParser json) throws IOException {
    var text = new StringBuilder();
    while (json.nextToken() != END_ARRAY) {
      if (json.currentToken() != START_OBJECT) {
        json.skipChildren();
        continue;
      }
      for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        var token = json.nextToken();
        if (name.equals("text") && token == VALUE_STRING) {
          text.append(json.getText());
        } else if (name.equals("thinking") && token == START_ARRAY) {
          var thought = pieces(json);
          reasoning = reasoning == null ? thought : reasoning + thought;
        } else {
          json.skipChildren();
        }
      }
    }
    return text.toString();
  }

  private static Usage usage(JsonParser json) throws IOException {
    long prompt = 0;
    long output = 0;
    long[] found = new long[3];
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var token = json.nextToken();
      switch (name) {
        case "prompt_tokens" -> prompt = json.getValueAsLong();
        case "completion_tokens" -> output = json.getValueAsLong();
        case "prompt_cache_hit_tokens" -> found[0] = Math.max(found[0], json.getValueAsLong());
        case "prompt_tokens_details", "completion_tokens_details" -> {
          if (token == START_OBJECT) {
            details(json, found);
          }
        }
        default -> json.skipChildren();
      }
    }
    return ChatUsage.of(prompt, found[0], found[1], output, found[2]);
  }

  private static void details(JsonParser json, long[] found) throws IOException {
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      json.nextToken();
      switch (name) {
        case "cached_tokens" -> found[0] = Math.max(found[0], json.getValueAsLong());
        case "cache_write_tokens" -> found[1] = json.getValueAsLong();
        case "reasoning_tokens" -> found[2] = json.getValueAsLong();
        default -> json.skipChildren();
      }
    }
  }

  private static @Nullable String word(JsonParser json) throws IOException {
    var word = text(json);
    return word == null ? null : JsonText.whole(word);
  }

  /** A piece of text, which may end or begin in the middle of a character. */
  private static @Nullable String text(JsonParser json) throws IOException {
    if (json.currentToken() == VALUE_STRING) {
      return json.getText();
    }
    json.skipChildren();
    return null;
  }

  private static String skip(JsonParser json, String kept) throws IOException {
    json.skipChildren();
    return kept;
  }
}
