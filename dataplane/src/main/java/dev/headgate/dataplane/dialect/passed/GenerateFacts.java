package dev.headgate.dataplane.dialect.passed;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.passed.PassedFacts.CapPlace;
import dev.headgate.dataplane.dialect.scan.FieldsSeen;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a request to Gemini. Its names may be written in either of protobuf's ways: {@code
 * maxOutputTokens}, {@code max_output_tokens}.
 */
final class GenerateFacts {
  private static final String CAP = "\"maxOutputTokens\":";

  private final FactsWalk walk;
  private final JsonCursor json;
  private final FieldsSeen seen = new FieldsSeen();
  private final String model;
  private final boolean stream;
  private @Nullable CapPlace capPlace;
  private int bodyStart;
  private int cap;
  private int choices = 1;
  private boolean modelLast;
  private int contents;

  /** Names of the calls of the content before, which wait for their results in this order. */
  private List<String> calls = List.of();

  private GenerateFacts(FactsWalk walk, String model, boolean stream) {
    this.walk = walk;
    this.json = walk.json();
    this.model = model;
    this.stream = stream;
  }

  /**
   * @param model of the path
   * @param stream as the path says
   */
  static PassedFacts read(byte[] body, int length, String model, boolean stream)
      throws InvalidBodyException {
    try (var walk = new FactsWalk(body, length)) {
      return new GenerateFacts(walk, model, stream).read(body);
    }
  }

  private PassedFacts read(byte[] body) throws InvalidBodyException {
    while (bodyStart < body.length && body[bodyStart] != '{') {
      bodyStart++;
    }
    bodyStart++;
    walk.body(this::field);
    walk.broken(!calls.isEmpty());
    if (modelLast) {
      walk.hindrances.add(Hindrance.PREFILL);
    }
    if (contents == 0) {
      throw new InvalidBodyException("$.contents", "must not be empty");
    }
    walk.need(stream, Capability.Streaming);
    var place =
        capPlace == null
            ? new CapPlace(bodyStart, bodyStart, "\"generationConfig\":{" + CAP, "},")
            : capPlace;
    return new PassedFacts(
        model,
        null,
        stream,
        cap,
        place,
        choices,
        walk.needs,
        walk.inputTokens(),
        null,
        0,
        walk.hindrances);
  }

  private static String plain(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  private void field(String name) throws InvalidBodyException {
    var known = plain(name);
    if (!seen.add(known)) {
      throw new InvalidBodyException("$", "has a field twice");
    }
    switch (known) {
      case "contents" -> walk.array(this::content);
      case "generationconfig" -> config();
      case "cachedcontent" -> walk.note(Hindrance.STORED);
      case "tools" -> {
        if (json.token() == START_ARRAY) {
          walk.need(walk.array(json::skip) > 0, Capability.Tools);
        } else {
          json.skip();
        }
      }
      default -> json.skip();
    }
  }

  private void config() throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw new InvalidBodyException("$.generationConfig", "must be an object");
    }
    int start = json.start();
    var fields = new FieldsSeen();
    boolean[] any = {false};
    walk.object(
        name -> {
          var known = plain(name);
          any[0] = true;
          if (!fields.add(known)) {
            throw new InvalidBodyException("$.generationConfig", "has a field twice");
          }
          switch (known) {
            case "maxoutputtokens" -> {
              cap = walk.count();
              capPlace = new CapPlace(json.start(), json.end(), "", "");
            }
            case "candidatecount" -> choices = Math.max(1, walk.count());
            case "responseschema", "responsejsonschema" -> {
              walk.need(!json.isNull(), Capability.JsonSchema);
              json.skip();
            }
            case "thinkingconfig" -> walk.objectOrSkip(this::thinking);
            case "responselogprobs" -> walk.need(walk.flag(), Capability.LogProbs);
            default -> json.skip();
          }
        });
    if (capPlace == null) {
      capPlace = new CapPlace(start + 1, start + 1, CAP, any[0] ? "," : "");
    }
  }

  private void thinking(String name) throws InvalidBodyException {
    walk.hindrances.add(Hindrance.THINKING);
    switch (plain(name)) {
      case "thinkinglevel" -> walk.note(Hindrance.THINKING_LEVEL);
      case "thinkingbudget" -> {
        if (walk.isNumber() && json.integer("$", Integer.MIN_VALUE, Integer.MAX_VALUE) == 0) {
          walk.hindrances.add(Hindrance.NO_THINKING);
        }
        json.skip();
      }
      default -> json.skip();
    }
  }

  private void content() throws InvalidBodyException {
    var content = new Content();
    contents++;
    walk.object(content::field);
    content.end();
  }

  /** One turn; its role may come behind its parts. */
  private final class Content {
    private @Nullable String said;
    private int parts;
    private final List<String> called = new ArrayList<>(0);
    private final List<String> answered = new ArrayList<>(0);
    private boolean unsigned;

    void field(String name) throws InvalidBodyException {
      switch (plain(name)) {
        case "role" -> {
          said = walk.stringOrSkip();
        }
        case "parts" -> parts = walk.array(this::part);
        default -> json.skip();
      }
    }

    private void part() throws InvalidBodyException {
      var part = new Part();
      walk.object(part::field);
      if (part.call) {
        // Of calls in one turn the first bears the signature.
        unsigned |= called.isEmpty() && !part.signed;
        called.add(part.name);
      }
      if (part.result) {
        answered.add(part.name);
      }
      walk.broken(part.emptyText && !part.signed);
    }

    void end() {
      boolean unsaid = said == null || said.isEmpty();
      if (unsaid) {
        walk.hindrances.add(Hindrance.ROLE_UNSAID);
      }
      var role = unsaid ? "user" : said;
      boolean ofModel = "model".equals(role);
      walk.broken(parts == 0 || (!ofModel && !"user".equals(role)));
      walk.broken(contents == 1 && ofModel);
      // The SDKs' chats keep what was streamed in pieces; a call is wanted right behind the user's.
      walk.broken(ofModel && modelLast && !called.isEmpty());
      modelLast = ofModel;
      walk.broken(!calls.equals(answered) || !(ofModel ? answered : called).isEmpty());
      walk.broken(!answered.isEmpty() && answered.size() < parts);
      calls = called;
      if (unsigned) {
        walk.hindrances.add(Hindrance.UNSIGNED_CALL);
      }
    }
  }

  /** One part. */
  private final class Part {
    private boolean call;
    private boolean result;
    private boolean signed;
    private boolean emptyText;
    private String name = "";
    private String type = "";
    private long bytes;

    void field(String name) throws InvalidBodyException {
      switch (plain(name)) {
        case "text" -> emptyText = walk.bytes() == 0;
        case "functioncall" -> {
          call = true;
          walk.objectOrSkip(this::named);
        }
        case "functionresponse" -> {
          result = true;
          walk.objectOrSkip(this::named);
        }
        case "thoughtsignature" -> signed = walk.bytes() > 0;
        case "inlinedata", "filedata" -> {
          if (plain(name).equals("filedata")) {
            walk.hindrances.add(Hindrance.STORED);
          }
          type = "";
          bytes = 0;
          walk.objectOrSkip(this::data);
          medium();
        }
        default -> json.skip();
      }
    }

    /** Of the function that is called, or was. */
    private void named(String field) throws InvalidBodyException {
      if (field.equals("name")) {
        var said = walk.stringOrSkip();
        name = said == null ? "" : said;
      } else if (field.equals("id")) {
        walk.note(Hindrance.CALL_IDS);
      } else {
        json.skip();
      }
    }

    private void data(String name) throws InvalidBodyException {
      switch (plain(name)) {
        case "mimetype" -> {
          var said = walk.stringOrSkip();
          type = said == null ? "" : said;
        }
        case "data" -> bytes = walk.bytes();
        default -> json.skip();
      }
    }

    private void medium() {
      if (type.startsWith("image/") || type.startsWith("video/")) {
        walk.image(bytes);
      } else if (type.startsWith("audio/")) {
        walk.audio(bytes);
      } else if (!type.startsWith("text/")) {
        walk.document(bytes);
      }
    }
  }
}
