package dev.headgate.conversation;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.bedrock.BedrockDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.Realm;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.responses.ResponsesDialect;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dialects by name, each with a target that can do everything. */
final class Dialects {
  static final ChatDialect CHAT = new ChatDialect();
  static final AnthropicDialect ANTHROPIC = new AnthropicDialect();
  static final ResponsesDialect RESPONSES = new ResponsesDialect();
  static final GeminiDialect GEMINI = new GeminiDialect();
  static final Map<String, Inbound> INBOUND =
      Map.of("chat", CHAT, "anthropic", ANTHROPIC, "responses", RESPONSES, "gemini", GEMINI);
  static final Map<String, Outbound> OUTBOUND =
      Map.of("chat", CHAT, "anthropic", ANTHROPIC, "responses", RESPONSES, "gemini", GEMINI);
  static final Reply REPLY = new Reply("reply-1", "", 1_800_000_000, true, true);

  private static final BedrockDialect BEDROCK = new BedrockDialect();
  private static final String CLAUDE_ON_BEDROCK = "anthropic.claude-sonnet-4-5-20250929-v1:0";

  private static final Map<String, Realm> REALMS =
      Map.of(
          "chat", new Realm("openai", "gpt", "acme"),
          "responses", new Realm("openai", "gpt", "acme"),
          "anthropic", new Realm("anthropic", "claude", "acme"),
          "gemini", new Realm("google", "gemini", ""),
          "bedrock", BedrockDialect.realm(CLAUDE_ON_BEDROCK, "acme"));

  private Dialects() {}

  /** Any of the four. */
  static Inbound inbound(String dialect) {
    return INBOUND.get(dialect);
  }

  /** Any of the four, or Bedrock's, which nobody calls in. */
  static Outbound outbound(String dialect) {
    return dialect.equals("bedrock") ? BEDROCK : OUTBOUND.get(dialect);
  }

  static Realm realm(String dialect) {
    return REALMS.get(dialect);
  }

  static Target target(String dialect, Quirk... quirks) {
    return new Target(
        switch (dialect) {
          case "anthropic" -> "claude-opus-4-1";
          case "gemini" -> "gemini-3-pro";
          case "bedrock" -> CLAUDE_ON_BEDROCK;
          default -> "gpt-5";
        },
        realm(dialect),
        EnumSet.allOf(Capability.class),
        8192,
        Set.of(quirks));
  }

  /** What a request's path says, where it says anything. */
  static RequestContext asked(String dialect) {
    return dialect.equals("gemini")
        ? new RequestContext(Purpose.ANSWER, "gemini-3-pro", false)
        : RequestContext.ANSWER;
  }

  static AnswerContext context(String dialect) {
    return new AnswerContext(realm(dialect), WayBack.PLAIN, "unique-1");
  }

  static Decoded.Read<Conversation> read(String dialect, String body) {
    var decoded =
        inbound(dialect).decodeRequest(body.getBytes(StandardCharsets.UTF_8), asked(dialect));
    if (decoded instanceof Decoded.Read<Conversation> read) {
      return read;
    }
    throw new AssertionError(decoded);
  }

  static Translated.Ready translate(String from, String body, String to, Quirk... quirks) {
    return translate(from, body, to, target(to, quirks));
  }

  /** With whatever loss. */
  static Translated.Ready translate(String from, String body, String to, Target target) {
    var read = read(from, body);
    var translated =
        Translation.of(read.value(), read.losses(), outbound(to), target, LossPolicy.PERMISSIVE);
    return (Translated.Ready) translated;
  }

  static String text(Translated.Ready ready) {
    return new String(ready.body(), StandardCharsets.UTF_8);
  }

  static List<StreamEvent> events(String dialect, byte[] stream) {
    return events(dialect, stream, stream.length);
  }

  /** The events of a stream that comes in pieces of this size. */
  static List<StreamEvent> events(String dialect, byte[] stream, int piece) {
    var decoder = outbound(dialect).streamDecoder(context(dialect));
    var events = new ArrayList<StreamEvent>();
    for (int at = 0; at < stream.length; at += piece) {
      decoder.feed(stream, at, Math.min(piece, stream.length - at), events::add);
    }
    decoder.end(events::add);
    return events;
  }

  static String stream(String dialect, List<StreamEvent> events) {
    var encoder = inbound(dialect).streamEncoder(REPLY);
    var sink = new ByteSink();
    events.forEach(event -> encoder.write(event, sink));
    return sink.toString();
  }
}
