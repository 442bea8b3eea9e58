package dev.headgate.dataplane.dialect.nonchat;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NUMBER_INT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.headgate.dataplane.dialect.NonChatKind;
import dev.headgate.dataplane.dialect.scan.InputEstimate;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.Span;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a request for embeddings, a moderation or a ranking: what the proxy must know, and
 * whether a provider could accept it at all. What we do not know is let through.
 */
final class NonChatRequestParser {
  /** What OpenAI moderates with when nobody says. */
  static final String MODERATION_MODEL = "omni-moderation-latest";

  private static final int MAX_MODEL_NAME = 256;
  private static final int MAX_INPUTS = 2048;
  private static final int MAX_DIMENSIONS = 65_536;
  private static final String INPUT = "$.input";

  private final NonChatKind kind;
  private final JsonCursor json;
  private int bodyStart;
  private @Nullable String model;
  private @Nullable Span modelSpan;
  private boolean queryGiven;
  private boolean inputGiven;
  private long textBytes;
  private long longestBytes;
  private long queryBytes;
  private long tokens;
  private long longestTokens;
  private int images;

  private NonChatRequestParser(NonChatKind kind, byte[] body, int length)
      throws InvalidBodyException {
    this.kind = kind;
    this.json = new JsonCursor(body, 0, length);
  }

  /**
   * Reads a body.
   *
   * @param body holds it from offset 0; not kept
   * @param length bytes of it
   */
  static NonChatFacts parse(NonChatKind kind, byte[] body, int length) throws InvalidBodyException {
    int nonAscii = JsonCursor.checkObject(body, length);
    var parser = new NonChatRequestParser(kind, body, length);
    try (parser.json) {
      parser.bodyStart = parser.json.fields(parser::readField);
      return parser.facts(nonAscii);
    }
  }

  private void readField(String name) throws InvalidBodyException {
    switch (name) {
      case "model" -> readModel();
      case "input" -> {
        if (kind == NonChatKind.RERANK) {
          json.skip();
        } else {
          readInput();
        }
      }
      case "query" -> {
        if (kind == NonChatKind.RERANK) {
          queryBytes = text("$.query");
          queryGiven = true;
        } else {
          json.skip();
        }
      }
      case "documents" -> {
        if (kind == NonChatKind.RERANK) {
          readDocuments();
        } else {
          json.skip();
        }
      }
      default -> {
        if (!json.isNull()) {
          readOptional(name);
        }
      }
    }
  }

  private void readModel() throws InvalidBodyException {
    if (kind == NonChatKind.MODERATIONS && json.isNull()) {
      throw new InvalidBodyException("$.model", "must be a string, or not be there");
    }
    model = json.string("$.model");
    if (model.isBlank() || model.length() > MAX_MODEL_NAME) {
      throw new InvalidBodyException("$.model", "must have 1 to " + MAX_MODEL_NAME + " characters");
    }
    modelSpan = new Span(json.start(), json.end());
  }

  private void readOptional(String name) throws InvalidBodyException {
    switch (name) {
      case "dimensions" -> json.integer("$.dimensions", 1, MAX_DIMENSIONS);
      case "encoding_format" -> {
        var format = json.string("$.encoding_format");
        if (!format.equals("float") && !format.equals("base64")) {
          throw new InvalidBodyException("$.encoding_format", "must be float or base64");
        }
      }
      case "user" -> json.string("$.user");
      case "top_n" -> json.integer("$.top_n", 1, Integer.MAX_VALUE);
      case "return_documents" -> json.bool("$.return_documents");
      default -> json.skip();
    }
  }

  /** A text, texts, token numbers or lists of them; for a moderation, pictures too. */
  private void readInput() throws InvalidBodyException {
    inputGiven = true;
    if (json.token() == VALUE_STRING) {
      input(text(INPUT));
      return;
    }
    if (json.token() != START_ARRAY) {
      throw new InvalidBodyException(INPUT, "must be a string or an array");
    }
    int count = 0;
    int numbers = 0;
    for (; json.next() != END_ARRAY; count++) {
      var path = INPUT + "[" + count + "]";
      if (json.token() == VALUE_NUMBER_INT && kind == NonChatKind.EMBEDDINGS) {
        json.integer(path, 0, Integer.MAX_VALUE);
        numbers++;
      } else if (json.token() == START_ARRAY && kind == NonChatKind.EMBEDDINGS) {
        tokenNumbers(path);
      } else if (json.token() == START_OBJECT && kind == NonChatKind.MODERATIONS) {
        part(path);
      } else {
        input(text(path));
      }
    }
    if (numbers > 0 && numbers < count) {
      throw new InvalidBodyException(INPUT, "must not mix token numbers with anything else");
    }
    if (count == 0) {
      throw new InvalidBodyException(INPUT, "must not be empty");
    }
    if (numbers == 0 && count > MAX_INPUTS) {
      throw new InvalidBodyException(INPUT, "must not have more than " + MAX_INPUTS + " inputs");
    }
    tokens += numbers;
    longestTokens = Math.max(longestTokens, numbers);
  }

  private void tokenNumbers(String path) throws InvalidBodyException {
    int count = 0;
    for (; json.next() != END_ARRAY; count++) {
      json.integer(path + "[" + count + "]", 0, Integer.MAX_VALUE);
    }
    if (count == 0) {
      throw new InvalidBodyException(path, "must not be empty");
    }
    tokens += count;
    longestTokens = Math.max(longestTokens, count);
  }

  /** A text or a picture of a moderation. */
  private void part(String path) throws InvalidBodyException {
    String type = null;
    boolean content = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      switch (name) {
        case "type" -> type = json.string(path + ".type");
        case "text" -> {
          input(text(path + ".text"));
          content = true;
        }
        case "image_url" -> {
          json.object(path + ".image_url");
          json.skip();
          images++;
          content = true;
        }
        default -> json.skip();
      }
    }
    if (type == null) {
      throw new InvalidBodyException(path + ".type", "is required");
    }
    if (!content) {
      throw new InvalidBodyException(path, "must have a text or an image_url");
    }
  }

  private void readDocuments() throws InvalidBodyException {
    json.array("$.documents");
    inputGiven = true;
    int count = 0;
    for (; json.next() != END_ARRAY; count++) {
      var path = "$.documents[" + count + "]";
      if (json.token() == START_OBJECT) {
        int start = json.start();
        json.skip();
        input(json.end() - start);
      } else if (json.token() == VALUE_STRING) {
        input(text(path));
      } else {
        throw new InvalidBodyException(path, "must be a string or an object");
      }
    }
    if (count == 0) {
      throw new InvalidBodyException("$.documents", "must not be empty");
    }
  }

  private void input(long bytes) {
    textBytes += bytes;
    longestBytes = Math.max(longestBytes, bytes);
  }

  /** A text that is not empty; its bytes. */
  private long text(String path) throws InvalidBodyException {
    if (json.token() != VALUE_STRING) {
      throw new InvalidBodyException(path, "must be a string");
    }
    int start = json.start();
    long bytes = json.end() - start - 2L;
    if (bytes == 0) {
      throw new InvalidBodyException(path, "must not be empty");
    }
    return bytes;
  }

  private NonChatFacts facts(int nonAscii) throws InvalidBodyException {
    var named = model == null && kind == NonChatKind.MODERATIONS ? MODERATION_MODEL : model;
    if (named == null) {
      throw new InvalidBodyException("$.model", "is required");
    }
    if (kind == NonChatKind.RERANK && !queryGiven) {
      throw new InvalidBodyException("$.query", "is required");
    }
    if (!inputGiven) {
      throw new InvalidBodyException(
          kind == NonChatKind.RERANK ? "$.documents" : INPUT, "is required");
    }
    return new NonChatFacts(
        kind,
        named,
        modelSpan,
        bodyStart,
        tokens + InputEstimate.tokens(textBytes + queryBytes, nonAscii, images, 0, 0),
        Math.max(
            longestTokens, InputEstimate.tokens(longestBytes + queryBytes, nonAscii, 0, 0, 0)));
  }
}
