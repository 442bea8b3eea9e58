package dev.headgate.dataplane.dialect.chat;

import static com.fasterxml.jackson.core.JsonToken.END_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_ARRAY;
import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;
import static com.fasterxml.jackson.core.JsonToken.VALUE_NULL;
import static com.fasterxml.jackson.core.JsonToken.VALUE_STRING;
import static dev.headgate.conversation.dialect.Quirk.NINE_CHARACTER_IDS;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.conversation.dialect.CallIds;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.dataplane.dialect.scan.FieldsSeen;
import dev.headgate.dataplane.dialect.scan.InvalidBodyException;
import dev.headgate.dataplane.dialect.scan.JsonCursor;
import dev.headgate.dataplane.dialect.scan.Utf8;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks the {@code messages} of a Chat Completions request: what every provider of the dialect
 * requires is checked, what some add is let through, media are counted.
 */
public final class ChatMessages {
  private static final Set<String> ROLES =
      Set.of("system", "developer", "user", "assistant", "tool", "function");

  private final JsonCursor json;
  private final FieldsSeen seen = new FieldsSeen();
  private final EnumSet<Capability> needs;
  private final EnumSet<Backend.Quirk> trips;
  private final EnumSet<Quirk> modelTrips;

  /** Ids of the calls that have no result yet. */
  private final Set<String> open = new HashSet<>();

  /** Ids of the calls of the message that is being read. */
  private final List<String> called = new ArrayList<>();

  private int message;
  private int images;
  private long audioBytes;
  private long fileBytes;
  private long imageBytes;
  private boolean reasoningBack;
  private boolean broken;

  ChatMessages(
      JsonCursor json,
      EnumSet<Capability> needs,
      EnumSet<Backend.Quirk> trips,
      EnumSet<Quirk> modelTrips) {
    this.json = json;
    this.needs = needs;
    this.trips = trips;
    this.modelTrips = modelTrips;
  }

  /** The current token is the array's begin; afterwards it is its end. */
  void read() throws InvalidBodyException {
    json.array("$.messages");
    for (message = 0; json.next() != END_ARRAY; message++) {
      readMessage();
    }
    if (message == 0) {
      throw new InvalidBodyException("$.messages", "must not be empty");
    }
    answered();
  }

  int images() {
    return images;
  }

  long audioBytes() {
    return audioBytes;
  }

  long fileBytes() {
    return fileBytes;
  }

  /**
   * Whether a call has no result right behind it, or a result no call before it, or there is a list
   * of no calls, or an id that OpenAI refuses.
   */
  boolean broken() {
    return broken;
  }

  boolean reasoningBack() {
    return reasoningBack;
  }

  /** Bytes of all media in the body, which are no text. */
  long mediaBytes() {
    return imageBytes + audioBytes + fileBytes;
  }

  private void readMessage() throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw wrong("", "must be an object");
    }
    seen.clear();
    String role = null;
    boolean content = false;
    boolean calls = false;
    String callId = null;
    called.clear();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      if (!seen.add(name)) {
        throw wrong("." + Utf8.printable(name), "appears twice");
      }
      json.next();
      switch (name) {
        case "role" -> {
          if (json.token() != VALUE_STRING) {
            throw wrong(".role", "must be a string");
          }
          role = json.string("$.messages");
          if (!ROLES.contains(role)) {
            throw wrong(
                ".role", "must be one of system, developer, user, assistant, tool, function");
          }
        }
        case "content" -> content = readContent();
        case "tool_calls" -> {
          calls = !json.isNull();
          if (calls) {
            readToolCalls();
          }
        }
        case "tool_call_id" -> {
          if (json.token() == VALUE_STRING) {
            callId = id();
          } else if (!json.isNull()) {
            throw wrong(".tool_call_id", "must be a string");
          }
        }
        case "name" -> {
          if (json.token() != VALUE_STRING && !json.isNull()) {
            throw wrong(".name", "must be a string");
          }
        }
        case "reasoning_content" -> {
          reasoningBack |= !json.isNull();
          json.skip();
        }
        // The older form of a call, and what an assistant may say instead of content.
        case "function_call", "refusal", "audio" -> {
          calls |= !json.isNull();
          json.skip();
        }
        default -> json.skip();
      }
    }
    if (role == null) {
      throw wrong(".role", "is required");
    }
    trips(role);
    if (!content && !(role.equals("assistant") && calls)) {
      throw wrong(".content", "is required");
    }
    if (!role.equals("tool")) {
      answered();
    } else if (callId == null) {
      throw wrong(".tool_call_id", "is required of a tool message");
    } else {
      broken |= !open.remove(callId);
    }
    for (var id : called) {
      broken |= id.isEmpty() || !open.add(id);
    }
  }

  /** All calls so far must have their results now. */
  private void answered() {
    broken |= !open.isEmpty();
    open.clear();
  }

  /** The id that is the current token. */
  private String id() throws InvalidBodyException {
    var id = json.string("$.messages");
    broken |= id.length() > CallIds.MAX_LENGTH;
    if (!CallIds.isNine(id)) {
      modelTrips.add(NINE_CHARACTER_IDS);
    }
    return id;
  }

  /** Whether there is any: null is none, and so is the empty list beside Mistral's calls. */
  private boolean readContent() throws InvalidBodyException {
    switch (json.token()) {
      case VALUE_STRING -> {
        return true;
      }
      case VALUE_NULL -> {
        return false;
      }
      case START_ARRAY -> {
        int part = 0;
        while (json.next() != END_ARRAY) {
          readPart(part++);
        }
        return part > 0;
      }
      case null, default -> throw wrong(".content", "must be a string or an array of parts");
    }
  }

  private void readPart(int part) throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw wrong(part, "", "must be an object");
    }
    String type = null;
    boolean text = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      switch (name) {
        case "type" -> {
          if (json.token() != VALUE_STRING) {
            throw wrong(part, ".type", "must be a string");
          }
          type = json.string("$.messages");
        }
        case "text" -> {
          if (json.token() != VALUE_STRING) {
            throw wrong(part, ".text", "must be a string");
          }
          text = true;
        }
        case "image_url" -> {
          images++;
          needs.add(Capability.Vision);
          imageBytes += readMedia(part, ".image_url", "url");
        }
        case "input_audio" -> {
          needs.add(Capability.Audio);
          audioBytes += readMedia(part, ".input_audio", "data");
        }
        case "file" -> {
          needs.add(Capability.Documents);
          fileBytes += readMedia(part, ".file", null);
        }
        default -> json.skip();
      }
    }
    if (type == null) {
      throw wrong(part, ".type", "is required");
    }
    if (type.equals("text") && !text) {
      throw wrong(part, ".text", "is required of a text part");
    }
  }

  private void trips(String role) {
    boolean instruction = role.equals("system") || role.equals("developer");
    if (role.equals("developer")) {
      trips.add(Backend.Quirk.NoDeveloperRole);
    }
    if (instruction && message > 0) {
      trips.add(Backend.Quirk.OneLeadingSystem);
    }
  }

  /** Its length in bytes. */
  private int readMedia(int part, String field, @Nullable String required)
      throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw wrong(part, field, "must be an object");
    }
    int start = json.start();
    boolean found = required == null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals(required)) {
        found = json.token() == VALUE_STRING;
      }
      json.skip();
    }
    if (!found) {
      throw wrong(part, field + "." + required, "is required and must be a string");
    }
    return json.end() - start;
  }

  private void readToolCalls() throws InvalidBodyException {
    if (json.token() != START_ARRAY) {
      throw wrong(".tool_calls", "must be an array");
    }
    int call = 0;
    for (; json.next() != END_ARRAY; call++) {
      var path = ".tool_calls[" + call + "]";
      if (json.token() != START_OBJECT) {
        throw wrong(path, "must be an object");
      }
      boolean id = false;
      boolean function = false;
      boolean custom = false;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.next();
        switch (name) {
          case "id" -> {
            id = json.token() == VALUE_STRING;
            if (id) {
              called.add(id());
            }
          }
          case "function" -> {
            readFunction(path + ".function");
            function = true;
          }
          case "custom" -> {
            custom = true;
            json.skip();
          }
          default -> json.skip();
        }
      }
      if (!id) {
        throw wrong(path + ".id", "is required and must be a string");
      }
      if (!function && !custom) {
        throw wrong(path + ".function", "is required");
      }
    }
    // Some clients write it when there are none, and OpenAI refuses it.
    broken |= call == 0;
  }

  private void readFunction(String path) throws InvalidBodyException {
    if (json.token() != START_OBJECT) {
      throw wrong(path, "must be an object");
    }
    boolean named = false;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.next();
      if (name.equals("name")) {
        named = json.token() == VALUE_STRING;
      } else if (name.equals("arguments") && json.token() != VALUE_STRING) {
        throw wrong(path + ".arguments", "must be a string");
      }
      json.skip();
    }
    if (!named) {
      throw wrong(path + ".name", "is required and must be a string");
    }
  }

  private InvalidBodyException wrong(String field, String message) {
    return new InvalidBodyException("$.messages[" + this.message + "]" + field, message);
  }

  private InvalidBodyException wrong(int part, String field, String message) {
    return wrong(".content[" + part + "]" + field, message);
  }
}
