package dev.headgate.dataplane.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translated;
import dev.headgate.conversation.translate.Translation;
import java.io.IOException;
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
import org.junit.jupiter.api.Test;

/**
 * Any history, trimmed and torn as clients trim and tear theirs, said to every provider and back,
 * passes the simulator's validators, which are as strict as the providers'.
 */
final class HistoriesTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path TESTS = Path.of("../conversation/src/test");
  private static final List<Seed> SEEDS = seeds();

  /** A request of the golden folders, which every provider takes as it is. */
  record Seed(Wire wire, String name, JsonNode body) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** A request with places at which its history was torn. */
  record Torn(Seed seed, JsonNode body) {
    @Override
    public String toString() {
      return seed + ": " + body;
    }
  }

  private static List<Seed> seeds() {
    var seeds = new ArrayList<Seed>();
    for (var folder : List.of("golden", "golden-gemini", "golden-bedrock")) {
      try (var files = Files.walk(TESTS.resolve(folder).resolve("requests"))) {
        for (var file : files.sorted().toList()) {
          var wire =
              switch (file.getFileName().toString()) {
                case "in-chat.json" -> Wire.CHAT;
                case "in-responses.json" -> Wire.RESPONSES;
                case "in-anthropic.json" -> Wire.ANTHROPIC;
                case "in-gemini.json" -> Wire.GEMINI;
                default -> null;
              };
          if (wire != null) {
            var body = JSON.readTree(Files.readString(file));
            var seed = new Seed(wire, TESTS.relativize(file).toString(), body);
            if (refusals(wire, body).isEmpty()) {
              seeds.add(seed);
            }
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return seeds;
  }

  private static @Nullable Conversation read(Wire wire, JsonNode body) {
    var inbound = wire.inbound();
    var context = new RequestContext(Purpose.ANSWER, "gemini-3-pro", false);
    return inbound != null
            && inbound.decodeRequest(body.toString().getBytes(UTF_8), context)
                instanceof Decoded.Read<Conversation>(var conversation, var losses)
        ? conversation
        : null;
  }

  private static JsonNode said(Conversation conversation, Model model) {
    var ready =
        (Translated.Ready)
            Translation.of(
                conversation,
                List.of(),
                model.wire().outbound(),
                model.target(),
                LossPolicy.PERMISSIVE);
    return Spoken.tree(ready.body());
  }

  /** What any provider refuses of a request, or of the same by way of that provider's dialect. */
  private static List<String> refusals(Wire wire, JsonNode body) {
    var refusals = new ArrayList<String>();
    var conversation = read(wire, body);
    if (conversation == null) {
      return refusals;
    }
    for (var model : Model.ALL) {
      var there = said(conversation, model);
      var refusal = new Judge().refusal(model.wire(), model.name(), false, there);
      if (refusal != null) {
        refusals.add("to " + model + ": " + refusal + "\n" + there);
        continue;
      }
      var again = read(model.wire(), there);
      for (var home : Model.ALL) {
        if (again != null && home.wire() == wire) {
          var back = said(again, home);
          refusal = new Judge().refusal(wire, home.name(), false, back);
          if (refusal != null) {
            refusals.add("by way of " + model + " to " + home + ": " + refusal + "\n" + back);
          }
        }
      }
    }
    return refusals;
  }

  @Provide
  Arbitrary<Torn> torn() {
    return Combinators.combine(
            Arbitraries.of(SEEDS),
            Arbitraries.integers().between(0, Integer.MAX_VALUE).list().ofMinSize(1).ofMaxSize(4))
        .as((seed, tears) -> new Torn(seed, Tears.in(seed.body(), tears)));
  }

  @Property(seed = "20261127", tries = 1500)
  void anyHistoryIsTakenByEveryProviderAndComesBack(@ForAll("torn") Torn torn) {
    Assume.that(read(torn.seed().wire(), torn.body()) != null);
    assertThat(refusals(torn.seed().wire(), torn.body())).isEmpty();
  }

  @Test
  void thereAreHistoriesOfEveryDialect() {
    for (var wire : List.of(Wire.CHAT, Wire.RESPONSES, Wire.ANTHROPIC, Wire.GEMINI)) {
      assertThat(SEEDS)
          .filteredOn(seed -> seed.wire() == wire)
          .as("%s", SEEDS)
          .hasSizeGreaterThan(4);
    }
  }
}
