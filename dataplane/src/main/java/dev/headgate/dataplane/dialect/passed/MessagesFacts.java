package dev.headgate.dataplane.dialect.passed;

import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;

import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.passed.PassedFacts.CapPlace;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facts of a request in Anthropic Messages. */
final class MessagesFacts {
  /** How a message begins. */
  private enum Opening {
    USER,
    RESULT,
    THINKING,
    ASSISTANT
  }

  private final FactsWalk walk;
  private final JsonCursor json;
  private final List<Opening> messages = new ArrayList<>();
  private @Nullable String model;
  private @Nullable Span modelSpan;
  private @Nullable CapPlace capPlace;
  private int cap;
  private boolean stream;
  private boolean thinks;
  private int budget;
  private @Nullable String session;

  private MessagesFacts(FactsWalk walk) {
    this.walk = walk;
    this.json = walk.json();
  }

  static PassedFacts read(byte[] body, int length) throws InvalidBodyException {
    try (var walk = new FactsWalk(body, length)) {
      return new MessagesFacts(walk).read();
    }
  }

  private PassedFacts read() throws InvalidBodyException {
    walk.body(this::field);
    walk.answered();
    var known = model;
    var place = capPlace;
    if (known == null || place == null || messages.isEmpty()) {
      throw new InvalidBodyException("$", "lacks what is required");
    }
    turns();
    walk.need(stream, Capability.Streaming);
    return new PassedFacts(
        known,
        modelSpan,
        stream,
        cap,
        place,
        1,
        walk.needs,
        walk.inputTokens(),
        session,
        budget,
        walk.hindrances);
  }

  private void field(String name) throws InvalidBodyException {
    switch (name) {
      case "model" -> {
        model = json.string("$.model");
        modelSpan = new Span(json.start(), json.end());
      }
      case "max_tokens" -> {
        cap = json.integer("$.max_tokens", 1, Integer.MAX_VALUE);
        capPlace = new CapPlace(json.start(), json.end(), "", "");
      }
      case "stream" -> stream = walk.flag();
      case "messages" -> walk.array(this::message);
      case "system" -> content(false);
      case "tools" -> {
        if (json.isNull()) {
          return;
        }
        int tools = walk.array(json::skip);
        walk.need(tools > 0, Capability.Tools);
      }
      case "thinking" -> walk.objectOrSkip(this::thinking);
      case "temperature" -> walk.note(Hindrance.TEMPERATURE);
      case "top_p" -> walk.note(Hindrance.TOP_P);
      case "top_k" -> walk.note(Hindrance.TOP_K);
      case "thread" -> walk.objectOrSkip(this::thread);
      case "anthropic_version" -> walk.note(Hindrance.VERSION_SAID);
      case "output_format" -> {
        walk.need(!json.isNull(), Capability.JsonSchema);
        json.skip();
      }
      case "output_config" ->
          walk.objectOrSkip(
              inner -> {
                walk.need(inner.equals("format") && !json.isNull(), Capability.JsonSchema);
                json.skip();
              });
      case "metadata" ->
          walk.objectOrSkip(
              inner -> {
                if (inner.equals("user_id")) {
                  session = walk.stringOrSkip();
                } else {
                  json.skip();
                }
              });
      default -> json.skip();
    }
  }

  private void thinking(String name) throws InvalidBodyException {
    switch (name) {
      case "type" -> {
        var type = walk.stringOrSkip();
        thinks = "enabled".equals(type) || "adaptive".equals(type);
        if ("enabled".equals(type)) {
          walk.hindrances.add(Hindrance.THINKING_BUDGET);
        }
      }
      case "budget_tokens" -> budget = walk.count();
      default -> json.skip();
    }
  }

  private void thread(String name) throws InvalidBodyException {
    walk.hindrances.add(Hindrance.THREAD);
    switch (name) {
      case "type" -> {
        if ("continue".equals(walk.stringOrSkip())) {
          walk.hindrances.add(Hindrance.CONTINUED);
        }
      }
      case "previous_message_id" -> {
        var id = walk.stringOrSkip();
        if (id == null || !id.startsWith("msg_")) {
          walk.hindrances.add(Hindrance.FOREIGN_THREAD);
        }
      }
      default -> json.skip();
    }
  }

  private void message() throws InvalidBodyException {
    var read = new Message();
    walk.object(read::field);
    read.end();
  }

  /** One message; its role may come behind its content. */
  private final class Message {
    private @Nullable String role;
    private @Nullable Opening opening;
    private boolean endsInThought;

    /** Whether something else was said already: results come first. */
    private boolean beyondResults;

    private final List<String> calls = new ArrayList<>(0);
    private final List<String> results = new ArrayList<>(0);

    void field(String name) throws InvalidBodyException {
      switch (name) {
        case "role" -> role = json.string("$.messages");
        case "content" -> {
          if (json.token() == VALUE_STRING) {
            walk.broken(walk.bytes() == 0);
          } else {
            walk.broken(walk.array(() -> block(this)) == 0);
          }
        }
        default -> json.skip();
      }
    }

    void end() throws InvalidBodyException {
      switch (role) {
        case "user" -> {
          results.forEach(walk::result);
          walk.answered();
          messages.add(opening == Opening.RESULT ? opening : Opening.USER);
        }
        case "assistant" -> {
          walk.answered();
          walk.broken(endsInThought);
          calls.forEach(walk::call);
          messages.add(opening == Opening.THINKING ? opening : Opening.ASSISTANT);
        }
        case null, default -> throw new InvalidBodyException("$.messages", "have other roles");
      }
    }
  }

  /**
   * A value of content that is no message's.
   *
   * @param checked whether its text must not be empty
   */
  private void content(boolean checked) throws InvalidBodyException {
    if (json.token() == START_ARRAY) {
      walk.array(() -> block(null));
    } else if (checked) {
      walk.broken(walk.bytes() == 0);
    } else {
      json.skip();
    }
  }

  /**
   * @param message whose block it is; null for one inside another
   */
  private void block(@Nullable Message message) throws InvalidBodyException {
    var block = new Block();
    walk.object(block::field);
    block.end(message);
  }

  /** One block; its type may come last. */
  private final class Block {
    private String type = "";
    private @Nullable String id;
    private @Nullable String answers;
    private boolean signed;
    private boolean empty;
    private boolean plain;
    private long bytes;

    void field(String name) throws InvalidBodyException {
      switch (name) {
        case "type" -> type = json.string("$.messages");
        case "id" -> id = walk.stringOrSkip();
        case "tool_use_id" -> answers = walk.stringOrSkip();
        case "text" -> empty = walk.bytes() == 0;
        case "signature" -> signed = walk.bytes() > 0;
        case "content" -> content(false);
        case "source" -> walk.objectOrSkip(this::source);
        default -> json.skip();
      }
    }

    private void source(String name) throws InvalidBodyException {
      switch (name) {
        case "type" -> plain = "text".equals(walk.stringOrSkip());
        case "data" -> bytes = walk.bytes();
        default -> json.skip();
      }
    }

    void end(@Nullable Message message) {
      switch (type) {
        case "image" -> walk.image(bytes);
        case "document" -> {
          if (!plain) {
            walk.document(bytes);
          }
        }
        case "text" -> walk.broken(empty);
        default -> {}
      }
      if (message == null) {
        return;
      }
      boolean thinking = type.equals("thinking") || type.equals("redacted_thinking");
      message.endsInThought = thinking;
      boolean result = type.equals("tool_result");
      walk.broken(result && message.beyondResults);
      message.beyondResults |= !result;
      if (message.opening == null) {
        message.opening = thinking ? Opening.THINKING : result ? Opening.RESULT : Opening.ASSISTANT;
      }
      if (type.equals("thinking") && !signed) {
        walk.hindrances.add(Hindrance.UNSIGNED_THINKING);
      } else if (type.equals("tool_use")) {
        message.calls.add(id == null ? "" : id);
      } else if (result) {
        message.results.add(answers == null ? "" : answers);
      }
    }
  }

  /** What the order of the messages makes of the request. */
  private void turns() {
    var first = messages.getFirst();
    walk.broken(first == Opening.ASSISTANT || first == Opening.THINKING);
    int last = messages.size() - 1;
    if (ofAssistant(last)) {
      walk.hindrances.add(Hindrance.PREFILL);
    }
    if (thinks && runningTurnLacksThinking(last)) {
      walk.hindrances.add(Hindrance.NO_THINKING_BEFORE);
    }
  }

  private boolean ofAssistant(int message) {
    return messages.get(message) == Opening.ASSISTANT || messages.get(message) == Opening.THINKING;
  }

  private boolean runningTurnLacksThinking(int last) {
    int begin = last;
    while (begin >= 1 && messages.get(begin) == Opening.RESULT && ofAssistant(begin - 1)) {
      begin -= 2;
    }
    return begin < last && messages.get(begin + 1) != Opening.THINKING;
  }
}
