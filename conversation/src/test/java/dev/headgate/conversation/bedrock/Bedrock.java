package dev.headgate.conversation.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.chat.ChatDialect;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Capability;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.gemini.GeminiDialect;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.responses.ResponsesDialect;
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
final class Bedrock {
  static final BedrockDialect BEDROCK = new BedrockDialect();
  static final Map<String, Inbound> INBOUND =
      Map.of(
          "chat", new ChatDialect(),
          "anthropic", new AnthropicDialect(),
          "responses", new ResponsesDialect(),
          "gemini", new GeminiDialect());
  static final Reply REPLY = new Reply("reply-1", "", 1_800_000_000, true, true);
  static final String CLAUDE = "anthropic.claude-sonnet-4-5-20250929-v1:0";

  private Bedrock() {}

  static Target target(String model, Quirk... quirks) {
    var all = EnumSet.noneOf(Quirk.class);
    all.addAll(BEDROCK.knownQuirks(model));
    all.addAll(Set.of(quirks));
    return new Target(
        model, BedrockDialect.realm(model, "acme"), EnumSet.allOf(Capability.class), 8192, all);
  }

  static AnswerContext context(String model) {
    return new AnswerContext(BedrockDialect.realm(model, "acme"), WayBack.PLAIN, "unique-1");
  }

  static Translated translate(String from, String body, Target target, LossPolicy policy) {
    var context =
        from.equals("gemini")
            ? new RequestContext(Purpose.ANSWER, "gemini-3-pro", false)
            : RequestContext.ANSWER;
    var decoded = INBOUND.get(from).decodeRequest(body.getBytes(UTF_8), context);
    if (decoded instanceof Decoded.Read<Conversation> read) {
      return Translation.of(read.value(), read.losses(), BEDROCK, target, policy);
    }
    throw new AssertionError(decoded);
  }

  static List<StreamEvent> events(byte[] stream, int piece) {
    var decoder = BEDROCK.streamDecoder(context(CLAUDE));
    var events = new ArrayList<StreamEvent>();
    for (int at = 0; at < stream.length; at += piece) {
      decoder.feed(stream, at, Math.min(piece, stream.length - at), events::add);
    }
    decoder.end(events::add);
    return events;
  }

  static String stream(Inbound caller, List<StreamEvent> events) {
    var encoder = caller.streamEncoder(REPLY);
    var sink = new ByteSink();
    events.forEach(event -> encoder.write(event, sink));
    return sink.toString();
  }

  static String told(List<Loss> losses) {
    return losses.stream()
        .map(
            loss ->
                loss.severity()
                    + " "
                    + loss.action()
                    + " "
                    + loss.path()
                    + ": "
                    + loss.why()
                    + "\n")
        .collect(Collectors.joining());
  }
}
