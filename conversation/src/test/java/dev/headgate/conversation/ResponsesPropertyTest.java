package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever comes: bytes never crash Responses, and what was read is what is said again. */
final class ResponsesPropertyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> ODD =
      List.of("\"\"", "0", "-1", "[]", "{}", "true", "\"\\ud800\"", "\"message\"", "\"reasoning\"");

  private static List<byte[]> seeds(String ending) {
    var seeds = new ArrayList<byte[]>();
    try (var files = Files.walk(Path.of("src/test/golden"))) {
      for (var file : files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return seeds;
  }

  private static Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(0, Integer.MAX_VALUE).list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<byte[]> bodies() {
    return Combinators.combine(Arbitraries.of(seeds("-responses.json")), numbers())
        .as(ResponsesPropertyTest::nearlyRight);
  }

  @Provide
  Arbitrary<byte[]> streams() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
        Combinators.combine(Arbitraries.of(seeds("-responses.sse")), numbers())
            .as(ResponsesPropertyTest::nearlyRightEvents));
  }

  private static byte[] nearlyRight(byte[] seed, List<Integer> numbers) {
    try {
      var root = JSON.readTree(seed);
      for (int number : numbers) {
        change(root, number);
      }
      return JSON.writeValueAsBytes(root);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] nearlyRightEvents(byte[] seed, List<Integer> numbers) {
    var lines = new String(seed, StandardCharsets.UTF_8).split("\n", -1);
    for (int number : numbers) {
      int at = number % lines.length;
      if (lines[at].startsWith("data: {")) {
        var data = lines[at].substring(6).getBytes(StandardCharsets.UTF_8);
        lines[at] =
            "data: "
                + new String(
                    nearlyRight(data, List.of(number / lines.length)), StandardCharsets.UTF_8);
      } else {
        lines[at] = "";
      }
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /** Takes something out, or puts something odd in its place. */
  private static void change(JsonNode root, int number) throws IOException {
    var containers = new ArrayList<JsonNode>();
    containers(root, containers);
    if (containers.isEmpty()) {
      return;
    }
    var container = containers.get(number % containers.size());
    int rest = number / containers.size();
    int child = rest % container.size();
    boolean out = rest % 3 == 0;
    var odd = JSON.readTree(ODD.get(rest % ODD.size()));
    switch (container) {
      case ObjectNode object -> {
        var name = new ArrayList<>(object.properties()).get(child).getKey();
        if (out) {
          object.remove(name);
        } else {
          object.set(name, odd);
        }
      }
      case ArrayNode array -> {
        if (out) {
          array.remove(child);
        } else {
          array.set(child, odd);
        }
      }
      default -> {}
    }
  }

  private static void containers(JsonNode node, List<JsonNode> found) {
    if (node.isContainerNode() && !node.isEmpty()) {
      found.add(node);
      node.forEach(child -> containers(child, found));
    }
  }

  private static @Nullable Conversation read(byte[] body) {
    return Dialects.RESPONSES.decodeRequest(body, RequestContext.ANSWER)
            instanceof Decoded.Read<Conversation>(var value, var losses)
        ? value
        : null;
  }

  private static Translated.Ready said(Conversation conversation, String to) {
    return (Translated.Ready)
        Translation.of(
            conversation,
            List.of(),
            Dialects.OUTBOUND.get(to),
            Dialects.target(to),
            LossPolicy.PERMISSIVE);
  }

  /** Without the places where it was read, and the model's name. */
  private static String placeless(Conversation conversation) {
    return conversation.toString().replaceAll("\\bat=\\S*", "").replaceAll("model=[^,]*", "");
  }

  @Property(seed = "20261127", tries = 3000)
  void aRequestIsReadOrToldInvalidAndWhatIsReadIsSaidAgain(@ForAll("bodies") byte[] body) {
    var before = read(body);
    Assume.that(before != null);
    for (var to : Dialects.OUTBOUND.keySet()) {
      said(before, to);
    }
    var ready = said(before, "responses");
    assertThat(ResponsesRules.broken(Dialects.text(ready)))
        .as(new String(body, StandardCharsets.UTF_8))
        .isEmpty();
    var after = read(ready.body());
    assertThat(after).isNotNull();
    // Content of no parts is said as an empty text.
    boolean empty = before.turns().stream().anyMatch(turn -> turn.parts().isEmpty());
    if (ready.losses().isEmpty() && !empty) {
      assertThat(placeless(after)).isEqualTo(placeless(before));
    }
  }

  @Property(seed = "20261127", tries = 2000)
  void anAnswerIsReadOrFailsAndWhatIsReadIsSaidAgain(@ForAll("bodies") byte[] body) {
    Dialects.RESPONSES.decodeCount(body);
    Dialects.RESPONSES.decodeError(500, body);
    var answered = Dialects.RESPONSES.decodeAnswer(body, Dialects.context("responses"));
    if (answered instanceof Answered.Read<Answer> read) {
      for (var dialect : Dialects.INBOUND.values()) {
        dialect.encodeAnswer(read.value(), Dialects.REPLY);
      }
      var told = Dialects.RESPONSES.encodeAnswer(read.value(), Dialects.REPLY);
      var again = Dialects.RESPONSES.decodeAnswer(told.body(), Dialects.context("responses"));
      assertThat(again)
          .as(new String(body, StandardCharsets.UTF_8))
          .isInstanceOf(Answered.Read.class);
      var value = ((Answered.Read<Answer>) again).value();
      assertThat(value.usage()).isEqualTo(read.value().usage());
      if (told.losses().isEmpty()) {
        assertThat(value.choices().getFirst().stop())
            .isEqualTo(read.value().choices().getFirst().stop());
      }
    }
  }

  @Property(seed = "20261127", tries = 2000)
  void aStreamEndsInOneTerminalEventAndIsSaidInEveryDialect(@ForAll("streams") byte[] stream) {
    var events = Dialects.events("responses", stream, 11);
    assertThat(events)
        .filteredOn(e -> e instanceof StreamEvent.Finish || e instanceof StreamEvent.Failed)
        .containsExactly(events.getLast());
    for (var dialect : Dialects.INBOUND.keySet()) {
      Dialects.stream(dialect, events);
    }
  }
}
