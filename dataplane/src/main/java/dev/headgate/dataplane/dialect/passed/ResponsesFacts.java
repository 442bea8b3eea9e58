package dev.headgate.dataplane.dialect.passed;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.passed.PassedFacts.CapPlace;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.Span;
import org.jspecify.annotations.Nullable;

/** The facts of a request in OpenAI Responses. */
final class ResponsesFacts {
  private final FactsWalk walk;
  private final JsonCursor json;
  private @Nullable String model;
  private @Nullable Span modelSpan;
  private @Nullable CapPlace capPlace;
  private int cap;
  private boolean stream;
  private boolean stored;

  /** Whether a result has no call before it. */
  private boolean uncalled;

  private boolean unstored;
  private boolean sealed;
  private boolean bareReasoning;
  private @Nullable String cacheKey;
  private @Nullable String user;

  private ResponsesFacts(FactsWalk walk) {
    this.walk = walk;
    this.json = walk.json();
  }

  static PassedFacts read(byte[] body, int length) throws InvalidBodyException {
    try (var walk = new FactsWalk(body, length)) {
      return new ResponsesFacts(walk).read();
    }
  }

  private PassedFacts read() throws InvalidBodyException {
    walk.body(this::field);
    var known = model;
    var span = modelSpan;
    if (known == null || span == null) {
      throw new InvalidBodyException("$.model", "is required");
    }
    if (!stored) {
      // What the provider has stored is not seen here.
      walk.broken(uncalled);
      walk.answered();
    }
    // What the provider neither keeps nor seals cannot be gone on with; the gateway asks for a
    // seal.
    walk.broken(unstored && (!sealed || bareReasoning));
    walk.need(stream, Capability.Streaming);
    var place =
        capPlace == null
            ? new CapPlace(span.end(), span.end(), ",\"max_output_tokens\":", "")
            : capPlace;
    return new PassedFacts(
        known,
        span,
        stream,
        cap,
        place,
        1,
        walk.needs,
        walk.inputTokens(),
        cacheKey == null ? user : cacheKey,
        0,
        walk.hindrances);
  }

  private void field(String name) throws InvalidBodyException {
    switch (name) {
      case "model" -> {
        model = json.string("$.model");
        modelSpan = new Span(json.start(), json.end());
      }
      case "max_output_tokens" -> {
        cap = walk.count();
        capPlace = new CapPlace(json.start(), json.end(), "", "");
      }
      case "stream" -> stream = walk.flag();
      case "store" -> unstored = !json.isNull() && !walk.flag();
      case "background" -> {
        if (walk.isTrue()) {
          walk.hindrances.add(Hindrance.BACKGROUND);
        }
        json.skip();
      }
      case "input" -> {
        if (json.token() == START_ARRAY) {
          walk.array(this::item);
        } else {
          json.skip();
        }
      }
      case "previous_response_id", "conversation", "prompt" -> {
        stored |= !json.isNull();
        json.skip();
      }
      case "tools" -> {
        if (json.isNull()) {
          return;
        }
        int tools = walk.array(json::skip);
        walk.need(tools > 0, Capability.Tools);
      }
      case "text" -> walk.objectOrSkip(this::text);
      case "temperature" -> walk.noteUnless(1, Hindrance.TEMPERATURE);
      case "top_p" -> walk.noteUnless(1, Hindrance.TOP_P);
      case "reasoning" -> walk.objectOrSkip(this::reasoning);
      case "top_logprobs" -> probabilities(walk.count() > 0);
      case "include" -> {
        if (json.token() == START_ARRAY) {
          walk.array(this::included);
        } else {
          json.skip();
        }
      }
      case "prompt_cache_key" -> cacheKey = walk.stringOrSkip();
      case "user" -> user = walk.stringOrSkip();
      default -> json.skip();
    }
  }

  private void included() throws InvalidBodyException {
    var what = walk.stringOrSkip();
    probabilities("message.output_text.logprobs".equals(what));
    if ("reasoning.encrypted_content".equals(what)) {
      sealed = true;
      walk.hindrances.add(Hindrance.THINKING);
    }
  }

  private void probabilities(boolean wanted) {
    walk.need(wanted, Capability.LogProbs);
    if (wanted) {
      walk.hindrances.add(Hindrance.LOG_PROBS);
    }
  }

  private void reasoning(String name) throws InvalidBodyException {
    walk.note(Hindrance.THINKING);
  }

  private void text(String name) throws InvalidBodyException {
    if (!name.equals("format")) {
      json.skip();
      return;
    }
    walk.objectOrSkip(
        inner -> {
          boolean schema = inner.equals("type") && "json_schema".equals(walk.stringOrSkip());
          walk.need(schema, Capability.JsonSchema);
          if (!inner.equals("type")) {
            json.skip();
          }
        });
  }

  private void item() throws InvalidBodyException {
    var item = new Item();
    walk.object(item::field);
    item.end();
  }

  /** One item; its type may come last. */
  private final class Item {
    private String type = "message";
    private @Nullable String callId;
    private boolean encrypted;

    void field(String name) throws InvalidBodyException {
      switch (name) {
        case "type" -> type = json.string("$.input");
        case "call_id" -> callId = walk.stringOrSkip();
        case "encrypted_content" -> encrypted = walk.bytes() > 0;
        case "content", "output" -> {
          if (json.token() == START_ARRAY) {
            walk.array(ResponsesFacts.this::part);
          } else {
            json.skip();
          }
        }
        default -> json.skip();
      }
    }

    void end() {
      switch (type) {
        case "function_call", "custom_tool_call" -> walk.call(callId);
        case "function_call_output", "custom_tool_call_output" -> uncalled |= !walk.answers(callId);
        case "reasoning" -> bareReasoning |= !encrypted;
        default -> {}
      }
    }
  }

  private void part() throws InvalidBodyException {
    if (json.token() == VALUE_STRING) {
      return;
    }
    var part = new Part();
    walk.objectOrSkip(part::field);
    switch (part.type) {
      case "input_image" -> walk.image(part.bytes);
      case "input_audio" -> walk.audio(part.bytes);
      case "input_file" -> walk.document(part.bytes);
      default -> {}
    }
  }

  /** One part of a content; its type may come last. */
  private final class Part {
    private String type = "";
    private long bytes;

    void field(String name) throws InvalidBodyException {
      switch (name) {
        case "type" -> type = json.string("$.input");
        case "image_url", "file_data", "data" -> bytes = walk.bytes();
        case "input_audio" -> walk.objectOrSkip(this::field);
        default -> json.skip();
      }
    }
  }
}
