package dev.headgate.conversation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Choice;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Stop;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import dev.headgate.conversation.translate.Playback;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class GeminiPropertiesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(seed = "20261127", tries = 500)
  void arbitraryBytesCrashNothing(@ForAll byte[] bytes) {
    crashNothing(bytes);
  }

  @Property(seed = "20261127", tries = 500)
  void brokenRequestsCrashNothing(
      @ForAll("requests") JsonNode request, @ForAll int at, @ForAll byte with) {
    var bytes = request.toString().getBytes(UTF_8);
    bytes[Math.floorMod(at, bytes.length)] = with;
    crashNothing(bytes);
  }

  @Property(seed = "20261127", tries = 300)
  void misplacedValuesCrashNothing(
      @ForAll("requests") JsonNode request, @ForAll("junk") String junk) {
    var text = request.toString();
    for (var field : List.of("parts", "text", "name", "args", "response", "contents", "role")) {
      var broken =
          text.replaceAll(
              "\"" + field + "\":(\"[^\"]*\"|\\{\\}|\\d+)", "\"" + field + "\":" + junk);
      crashNothing(broken.getBytes(UTF_8));
    }
  }

  private static void crashNothing(byte[] bytes) {
    var decoded = Setting.GEMINI.decodeRequest(bytes, Setting.STREAM);
    if (decoded instanceof Decoded.Read<Conversation>(var conversation, var losses)) {
      for (var dialect : Setting.OUTBOUND.keySet()) {
        Setting.translate("gemini", new String(bytes, UTF_8), dialect);
      }
    }
    Setting.GEMINI.decodeAnswer(bytes, Setting.context("gemini"));
    Setting.GEMINI.decodeCount(bytes);
    Setting.GEMINI.decodeError(500, bytes);
    for (var stream :
        List.of(bytes, sse(bytes), ("[" + new String(bytes, UTF_8)).getBytes(UTF_8))) {
      var events = Setting.events("gemini", stream, Math.max(1, bytes.length / 3));
      assertThat(events).isNotEmpty();
      Setting.stream(Setting.GEMINI, events);
    }
  }

  private static byte[] sse(byte[] bytes) {
    return ("data: " + new String(bytes, UTF_8) + "\n\n").getBytes(UTF_8);
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of(
        "7", "null", "[]", "{}", "\"\"", "true", "[{}]", "{\"a\":1}", "1e99", "-1");
  }

  /** What Gemini is told is what was understood: reading it again says the same. */
  @Property(seed = "20261127", tries = 1000)
  void whatIsReadAndSaidIsReadAsTheSame(@ForAll("requests") JsonNode request) throws IOException {
    var first = Setting.translate("gemini", request.toString(), "gemini");
    var said = Setting.text(first);
    Google.acceptRequest(said);
    var second = Setting.translate("gemini", said, "gemini");
    assertThat(JSON.readTree(Setting.text(second))).isEqualTo(JSON.readTree(said));
  }

  @Property(seed = "20261127", tries = 500)
  void anyHistorySurvivesTheOtherDialects(
      @ForAll("requests") JsonNode request, @ForAll("others") String other) throws IOException {
    var there = Setting.text(Setting.translate("gemini", request.toString(), other));
    var back = Setting.text(Setting.translate(other, there, "gemini"));
    Google.acceptRequest(back);
    var again = Setting.text(Setting.translate("gemini", back, other));
    var once = Setting.text(Setting.translate(other, again, "gemini"));
    Google.acceptRequest(once);
  }

  @Provide
  Arbitrary<String> others() {
    return Arbitraries.of("chat", "anthropic");
  }

  @Property(seed = "20261127", tries = 500)
  void anAnswerIsReadAsItWasWritten(@ForAll("answers") Answer answer) {
    var text = Setting.text(Setting.GEMINI.encodeAnswer(answer, Setting.REPLY));
    assertThat(plain(Setting.answer("gemini", text))).isEqualTo(plain(answer));
  }

  /** Streamed in either framing, cut anywhere, the pieces put together say the answer. */
  @Property(seed = "20261127", tries = 500)
  void aStreamSaysWhatTheAnswerSays(
      @ForAll("answers") Answer answer, @ForAll Framing framing, @ForAll("sizes") int piece) {
    var events = new ArrayList<StreamEvent>();
    Playback.play(answer, events::add);
    var stream = Setting.stream(new GeminiDialect(framing), events).getBytes(UTF_8);
    var back = Setting.events("gemini", stream, piece);
    assertThat(back.getLast()).isInstanceOf(StreamEvent.Finish.class);
    assertThat(back).isEqualTo(Setting.events("gemini", stream, stream.length));
    assertThat(words(back)).isEqualTo(words(events));
  }

  @Provide
  Arbitrary<Integer> sizes() {
    return Arbitraries.integers().between(1, 200);
  }

  private static List<String> words(List<StreamEvent> events) {
    var words = new ArrayList<String>();
    var kinds = new ArrayList<String>();
    for (var event : events) {
      if (event instanceof StreamEvent.PartOpen(var choice, var part, var head)) {
        var kind = head.getClass().getSimpleName();
        kinds.add(head instanceof Part.ToolCall call ? kind + call.id() + call.name() : kind);
        words.add("");
      } else if (event instanceof StreamEvent.Delta(var choice, var part, var text, var probs)) {
        words.set(part, words.get(part) + text);
      } else if (event instanceof StreamEvent.PartClose(var choice, var part, var marks)) {
        kinds.set(part, kinds.get(part) + marks.opaque());
      }
    }
    for (int i = 0; i < words.size(); i++) {
      if (kinds.get(i).startsWith("ToolCall")) {
        // On one line of a stream a character may be escaped.
        words.set(i, tree(words.get(i)).toString());
      }
    }
    // Neighbours of a kind are one where nothing stands between them.
    var joined = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      var last = joined.isEmpty() ? "" : joined.getLast();
      boolean plain = kinds.get(i).endsWith("[]") && !kinds.get(i).startsWith("ToolCall");
      if (plain && words.get(i).isEmpty()) {
        continue;
      }
      var type = kinds.get(i).replaceFirst("\\[.*", "") + "[]:";
      if (!plain && !type.startsWith("ToolCall") && last.startsWith(type)) {
        // Told in pieces, a signature comes on the last of them.
        var before = last.substring(type.length());
        joined.set(joined.size() - 1, kinds.get(i) + ":" + before + words.get(i));
      } else if (plain && last.startsWith(kinds.get(i) + ":")) {
        joined.set(joined.size() - 1, last + words.get(i));
      } else {
        joined.add(kinds.get(i) + ":" + words.get(i));
      }
    }
    return joined;
  }

  private static List<Object> plain(Answer answer) {
    var said = new ArrayList<>();
    for (var choice : answer.choices()) {
      said.add(choice.stop().reason());
      for (var part : choice.parts()) {
        said.add(part.withMarks(new Marks(Path.ROOT, part.marks().opaque(), null, List.of())));
      }
    }
    said.add(answer.usage() == null ? "" : answer.usage());
    return said;
  }

  @Provide
  Arbitrary<Answer> answers() {
    return Combinators.combine(
            parts().list().ofMaxSize(5),
            Arbitraries.longs().between(0, 1000).list().ofSize(4),
            Arbitraries.of(true, false))
        .as(
            (parts, counts, cut) -> {
              boolean calls = parts.stream().anyMatch(Part.ToolCall.class::isInstance);
              var reason =
                  cut ? Stop.Reason.LENGTH : calls ? Stop.Reason.TOOL_CALLS : Stop.Reason.END;
              var usage =
                  new Usage(
                      counts.get(0),
                      counts.get(1),
                      0,
                      0,
                      counts.get(2) + counts.get(3),
                      counts.get(3));
              return new Answer(
                  "id",
                  "model",
                  0,
                  GeminiDialect.GEMINI,
                  List.of(new Choice(0, parts, Stop.of(reason), List.of())),
                  usage,
                  List.of());
            });
  }

  private static Arbitrary<Part> parts() {
    var marks =
        Arbitraries.of(
            Marks.NONE,
            Marks.NONE.withOpaque(
                List.of(new Opaque(GeminiDialect.GEMINI, Signatures.KIND, "c2lnbmF0dXJl"))));
    var id = Arbitraries.strings().alpha().numeric().withChars("_-").ofMinLength(1).ofMaxLength(40);
    Arbitrary<Part> text =
        Combinators.combine(texts(), marks).as((words, mark) -> new Part.Text(words, mark));
    Arbitrary<Part> thought =
        Combinators.combine(texts(), marks)
            .as((words, mark) -> new Part.Reasoning(words, false, mark));
    Arbitrary<Part> call =
        Combinators.combine(id, objects(), marks)
            .as(
                (name, args, mark) ->
                    new Part.ToolCall("id" + name.length(), name, args, false, mark));
    return Arbitraries.oneOf(text, thought, call);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars("aé\u4e2d\"\\{}[]\n\r\u2028\u0000")
        .ofMinLength(1)
        .ofMaxLength(12)
        .map(text -> text + "\ud83d\ude00");
  }

  private static Arbitrary<String> objects() {
    return Arbitraries.maps(texts(), texts())
        .ofMaxSize(2)
        .map(map -> JSON.valueToTree(map).toString());
  }

  @Provide
  Arbitrary<JsonNode> requests() {
    var user =
        Arbitraries.of(
            content("user", "{\"text\":\"q\"}"),
            content("user", "{\"text\":\"a\"},{\"text\":\"b\"}"),
            content("user", "{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}"));
    var model =
        Arbitraries.of(
            content("model", "{\"text\":\"t\"}"),
            content("model", "{\"text\":\"x\",\"thought\":true}"),
            content("model", "{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}"),
            content("model", "{\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}}}"),
            content(
                "model",
                "{\"functionCall\":{\"name\":\"f\",\"id\":\"i\"}},{\"functionCall\":{\"name\":\"g\"}}"),
            content(
                "model",
                "{\"text\":\"c\"},{\"functionCall\":{\"name\":\"g\"},\"thoughtSignature\":\"c2ln\"}"));
    var results =
        Arbitraries.of(
            content(
                "user", "{\"functionResponse\":{\"name\":\"f\",\"response\":{\"output\":\"o\"}}}"),
            content(
                "user",
                "{\"functionResponse\":{\"name\":\"g\",\"response\":{\"error\":\"e\"}}},"
                    + "{\"functionResponse\":{\"name\":\"f\",\"id\":\"i\",\"response\":{\"r\":[]}}}"),
            content(
                "function",
                "{\"functionResponse\":{\"name\":\"f\",\"response\":{}}},{\"text\":\"and\"}"));
    var config =
        Arbitraries.of(
            "{}",
            "{\"temperature\":0.5,\"maxOutputTokens\":9}",
            "{\"thinkingConfig\":{\"thinkingBudget\":1024}}",
            "{\"thinkingConfig\":{\"includeThoughts\":true}}",
            "{\"responseMimeType\":\"application/json\",\"responseSchema\":{\"type\":\"OBJECT\","
                + "\"properties\":{\"a\":{\"type\":\"STRING\",\"nullable\":true}}}}",
            "{\"responseMimeType\":\"text/x.enum\",\"responseSchema\":{\"type\":\"STRING\",\"enum\":[\"a\"]}}",
            "{\"stopSequences\":[\"s\"],\"seed\":1,\"candidateCount\":2}");
    return Combinators.combine(
            Arbitraries.oneOf(user, model, results).list().ofMinSize(1).ofMaxSize(8), config)
        .as(
            (contents, generation) -> {
              var body = JSON.createObjectNode();
              contents.forEach(body.withArray("contents")::add);
              body.set("generationConfig", tree(generation));
              return body;
            });
  }

  private static JsonNode content(String role, String parts) {
    return tree("{\"role\":\"" + role + "\",\"parts\":[" + parts + "]}");
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
