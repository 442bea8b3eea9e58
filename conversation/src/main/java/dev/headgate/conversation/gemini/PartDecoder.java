package dev.headgate.conversation.gemini;

import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Part.Media;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads parts. Ids of calls and results are empty where they are not said. */
final class PartDecoder {
  /** The type of an uploaded file, which the model of a conversation has no word for. */
  static final String FILE_TYPE = "fileData.mimeType";

  /** What is run by Google itself. */
  private static final Set<String> SERVER =
      Set.of("executableCode", "codeExecutionResult", "toolCall", "toolResponse");

  private final Realm signer;

  /**
   * @param signer whose signatures they are
   */
  PartDecoder(Realm signer) {
    this.signer = signer;
  }

  /** The parts of a content. */
  List<Part> read(Message content) throws InvalidException {
    var parts = new ArrayList<Part>();
    for (var node : content.repeated("parts")) {
      parts.add(part(node));
    }
    return parts;
  }

  Part part(Node node) throws InvalidException {
    var part = Message.of(node);
    var signature = part.string("thoughtSignature");
    var kind = kind(part);
    return switch (kind) {
      case "text" -> {
        var text = part.string("text");
        var said = text == null ? "" : text;
        yield part.flag("thought") ? thought(said, part, signature) : text(said, part, signature);
      }
      case "inlineData" -> {
        var medium = inline(Message.of(part.need(kind)));
        yield medium.withMarks(marks(part, signature, List.of()));
      }
      case "fileData" -> file(part, signature);
      case "functionCall" -> call(part, signature);
      case "functionResponse" -> result(part, signature);
      default -> {
        var marks = Marks.at(node.at());
        yield SERVER.contains(kind)
            ? new Part.ServerTool(GeminiDialect.REALM, kind, node.raw(), marks)
            : new Part.Unknown(GeminiDialect.REALM, kind, node.raw(), marks);
      }
    };
  }

  /** The one field with data; a part with a signature alone is a text without words. */
  private static String kind(Message part) {
    for (var known :
        List.of("text", "functionCall", "functionResponse", "inlineData", "fileData")) {
      if (part.has(known)) {
        return known;
      }
    }
    for (var server : SERVER) {
      if (part.has(server)) {
        return server;
      }
    }
    for (var name : part.names()) {
      if (!name.startsWith("thought")) {
        return name;
      }
    }
    return "text";
  }

  private Part text(String text, Message part, @Nullable String signature) {
    return new Part.Text(text, marks(part, signature, List.of()));
  }

  private Part thought(String text, Message part, @Nullable String signature) {
    var marks = marks(part, signature, List.of());
    // Reasoning that another provider hides comes in an envelope, which says so.
    return new Part.Reasoning(text, marks.opaque("redacted_thinking") != null, marks);
  }

  private Marks marks(Message part, @Nullable String signature, List<Extra> more) {
    var extras = part.rest("", Severity.DEGRADING);
    if (!more.isEmpty()) {
      var all = new ArrayList<>(extras);
      all.addAll(more);
      extras = all;
    }
    return new Marks(part.at(), Signatures.read(signature, signer), null, extras);
  }

  private Part call(Message part, @Nullable String signature) throws InvalidException {
    var call = Message.of(part.need("functionCall"));
    var name = call.need("name").string();
    var id = call.string("id");
    var args = call.take("args");
    var arguments = args == null ? "{}" : object(args);
    if (call.flag("willContinue")) {
      throw new InvalidException(
          call.at().field("willContinue"), "is not supported: calls are whole");
    }
    var extras = call.rest("functionCall", Severity.DEGRADING);
    return new Part.ToolCall(
        id == null ? "" : id, name, arguments, false, marks(part, signature, extras));
  }

  private static String object(Node node) throws InvalidException {
    if (!node.isObject()) {
      throw node.invalid("must be an object");
    }
    return node.raw();
  }

  private Part result(Message part, @Nullable String signature) throws InvalidException {
    var response = Message.of(part.need("functionResponse"));
    var name = response.need("name").string();
    var id = response.string("id");
    var said = response.take("response");
    var content = new ArrayList<Part>();
    boolean error = false;
    if (said != null) {
      object(said);
      error = isError(said);
      content.add(new Part.Text(words(said, error), Marks.at(said.at())));
    }
    for (var node : response.repeated("parts")) {
      content.add(part(node));
    }
    var extras = response.rest("functionResponse", Severity.DEGRADING);
    var marks = marks(part, signature, extras);
    return new Part.ToolResult(id == null ? "" : id, name, content, error, false, marks);
  }

  /** Google's documentation: {@code error} for what went wrong, {@code output} for the rest. */
  private static boolean isError(Node response) throws InvalidException {
    var names = response.object().names();
    return names.size() == 1 && names.getFirst().equals("error");
  }

  /** The text alone where it says as much as the object around it. */
  private static String words(Node response, boolean error) throws InvalidException {
    var fields = response.object();
    if (fields.names().size() == 1) {
      var alone = fields.peek(error ? "error" : "output");
      if (alone != null && alone.isString() && !Json.isObject(alone.string())) {
        return alone.string();
      }
    }
    return response.raw();
  }

  private static Media inline(Message blob) throws InvalidException {
    var type = blob.need("mimeType").nonEmpty();
    var source = new Media.Inline(type, standard(blob.need("data").string()));
    return new Media(kindOf(type), source, blob.string("displayName"), null, Marks.NONE);
  }

  private Part file(Message part, @Nullable String signature) throws InvalidException {
    var file = Message.of(part.need("fileData"));
    var uri = file.need("fileUri").nonEmpty();
    var typeNode = file.take("mimeType");
    var type = typeNode == null ? null : typeNode.string();
    var name = file.string("displayName");
    var kind = type == null ? MediaTypes.kindOf(uri) : kindOf(type);
    if (!stored(uri)) {
      return new Media(
          kind, new Media.Url(uri, type), name, null, marks(part, signature, List.of()));
    }
    List<Extra> extras =
        typeNode == null
            ? List.of()
            : List.of(new Extra(GeminiDialect.NAME, FILE_TYPE, typeNode.raw(), Severity.COSMETIC));
    var source = new Media.Uploaded(GeminiDialect.REALM, uri);
    return new Media(kind, source, name, null, marks(part, signature, extras));
  }

  /** Files that only Google can fetch. */
  private static boolean stored(String uri) {
    return uri.startsWith("gs://")
        || uri.startsWith("files/")
        || uri.contains("generativelanguage.googleapis.com/");
  }

  static Media.Kind kindOf(String type) {
    if (type.startsWith("image/")) {
      return Media.Kind.IMAGE;
    }
    if (type.startsWith("audio/")) {
      return Media.Kind.AUDIO;
    }
    return type.startsWith("video/") ? Media.Kind.VIDEO : Media.Kind.DOCUMENT;
  }

  /** The official Python SDK writes the alphabet for URLs, and others leave the padding out. */
  private static String standard(String base64) {
    var text = base64.replace('-', '+').replace('_', '/');
    return switch (text.length() % 4) {
      case 2 -> text.endsWith("=") ? text : text + "==";
      case 3 -> text.endsWith("=") ? text : text + "=";
      // Whole, or no base64 at all, which the provider says better than a padding would.
      default -> text;
    };
  }
}
