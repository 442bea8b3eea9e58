package dev.headgate.conversation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The dialects and targets of these tests. */
final class Setting {
  static final GeminiDialect GEMINI = new GeminiDialect();
  static final Map<String, Inbound> INBOUND =
      Map.of("gemini", GEMINI, "chat", new ChatDialect(), "anthropic", new AnthropicDialect());
  static final Map<String, Outbound> OUTBOUND =
      Map.of("gemini", GEMINI, "chat", new ChatDialect(), "anthropic", new AnthropicDialect());
  static final Reply REPLY = new Reply("reply-1", "", 1_800_000_000, true, true);
  static final RequestContext STREAM = new RequestContext(Purpose.ANSWER, "gemini-3-pro", true);
  private static final Map<String, String> MODELS =
      Map.of("gemini", "gemini-3-pro", "chat", "gpt-5", "anthropic", "claude-opus-4-1");
  private static final Map<String, Realm> REALMS =
      Map.of(
          "gemini", new Realm("google", "gemini", ""),
          "chat", new Realm("openai", "gpt", "acme"),
          "anthropic", new Realm("anthropic", "claude", ""));

  private Setting() {}

  static Target target(String dialect, Quirk... quirks) {
    return target(dialect, MODELS.get(dialect), quirks);
  }

  static Target target(String dialect, String model, Quirk... quirks) {
    return new Target(
        model, REALMS.get(dialect), EnumSet.allOf(Capability.class), 8192, Set.of(quirks));
  }

  static AnswerContext context(String dialect) {
    return new AnswerContext(REALMS.get(dialect), WayBack.PLAIN, "unique-1");
  }

  static Decoded<Conversation> decode(String dialect, String body) {
    var context = dialect.equals("gemini") ? STREAM : RequestContext.ANSWER;
    return INBOUND.get(dialect).decodeRequest(body.getBytes(UTF_8), context);
  }

  static Decoded.Read<Conversation> read(String dialect, String body) {
    var decoded = decode(dialect, body);
    if (decoded instanceof Decoded.Read<Conversation> read) {
      return read;
    }
    throw new AssertionError(decoded);
  }

  static Conversation conversation(String body) {
    return read("gemini", body).value();
  }

  /** With whatever loss. */
  static Translated.Ready translate(String from, String body, Target target, String to) {
    var read = read(from, body);
    return (Translated.Ready)
        Translation.of(
            read.value(), read.losses(), OUTBOUND.get(to), target, LossPolicy.PERMISSIVE);
  }

  static Translated.Ready translate(String from, String body, String to) {
    return translate(from, body, target(to), to);
  }

  static String text(Translated.Ready ready) {
    return new String(ready.body(), UTF_8);
  }

  static String text(Encoded encoded) {
    return new String(encoded.body(), UTF_8);
  }

  static Answered<Answer> answered(String dialect, String body) {
    return OUTBOUND.get(dialect).decodeAnswer(body.getBytes(UTF_8), context(dialect));
  }

  static Answer answer(String dialect, String body) {
    var decoded = answered(dialect, body);
    if (decoded instanceof Answered.Read<Answer>(var value, var losses)) {
      return value;
    }
    throw new AssertionError(decoded);
  }

  static List<StreamEvent> events(String dialect, String stream) {
    return events(dialect, stream.getBytes(UTF_8), Integer.MAX_VALUE);
  }

  /** The events of a stream that comes in pieces of this size. */
  static List<StreamEvent> events(String dialect, byte[] stream, int piece) {
    var decoder = OUTBOUND.get(dialect).streamDecoder(context(dialect));
    var events = new ArrayList<StreamEvent>();
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(piece, stream.length - at);
      decoder.feed(stream, at, length, events::add);
      at += length;
    }
    decoder.end(events::add);
    return events;
  }

  static String stream(Inbound dialect, List<StreamEvent> events) {
    var encoder = dialect.streamEncoder(REPLY);
    var sink = new ByteSink();
    events.forEach(event -> encoder.write(event, sink));
    return sink.toString();
  }

  static String told(List<Loss> losses) {
    return losses.stream()
        .map(l -> l.severity() + " " + l.action() + " " + l.path() + ": " + l.why() + "\n")
        .collect(Collectors.joining());
  }
}
