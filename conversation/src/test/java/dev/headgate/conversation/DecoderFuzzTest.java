package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.json.ByteSink;
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
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Arbitrary bytes, and the golden ones with a few bytes changed, never crash a decoder. */
final class DecoderFuzzTest {
  private static final List<byte[]> SEEDS = seeds();

  private static List<byte[]> seeds() {
    var seeds = new ArrayList<byte[]>();
    for (var golden : List.of("src/test/golden", "src/test/golden-gemini")) {
      try (var files = Files.walk(Path.of(golden))) {
        for (var file :
            files.filter(f -> f.toString().matches(".*\\.(json|sse)")).sorted().toList()) {
          seeds.add(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return seeds;
  }

  @Provide
  Arbitrary<byte[]> bytes() {
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(200),
        Combinators.combine(
                Arbitraries.of(SEEDS),
                Arbitraries.integers()
                    .between(0, Integer.MAX_VALUE)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(4),
                Arbitraries.of(
                    "", "\"", "{", "}", "[", "]", ",", "null", "1e999", "\\ud800", "true", "\n",
                    "\0", "-1"))
            .as(DecoderFuzzTest::mutated),
        nearlyRight());
  }

  private static Arbitrary<byte[]> nearlyRight() {
    return Combinators.combine(
            Arbitraries.of(SEEDS),
            Arbitraries.integers().between(0, Integer.MAX_VALUE).list().ofMinSize(1).ofMaxSize(6))
        .as(JsonMutations::mutate);
  }

  private static byte[] mutated(byte[] seed, List<Integer> places, String what) {
    byte[] bytes = seed.clone();
    byte[] insert = what.getBytes(StandardCharsets.ISO_8859_1);
    for (int place : places) {
      int at = place % bytes.length;
      int cut = Math.min(bytes.length, at + place % 7);
      byte[] next = new byte[at + insert.length + bytes.length - cut];
      System.arraycopy(bytes, 0, next, 0, at);
      System.arraycopy(insert, 0, next, at, insert.length);
      System.arraycopy(bytes, cut, next, at + insert.length, bytes.length - cut);
      bytes = next.length == 0 ? new byte[] {0} : next;
    }
    return bytes;
  }

  @Property(seed = "20261127", tries = 2500)
  void requestDecodersReadOrSayWhatIsInvalidAndWhatTheyReadCanBeSaid(@ForAll("bytes") byte[] body) {
    for (var name : Dialects.INBOUND.keySet()) {
      var inbound = Dialects.INBOUND.get(name);
      inbound.decodeRequest(body, RequestContext.COUNT);
      var decoded = inbound.decodeRequest(body, Dialects.asked(name));
      if (decoded instanceof Decoded.Read<Conversation> read && Takeable.is(read.value())) {
        for (var to : Dialects.OUTBOUND.keySet()) {
          var ready =
              (Translated.Ready)
                  Translation.of(
                      read.value(),
                      read.losses(),
                      Dialects.OUTBOUND.get(to),
                      Dialects.target(to),
                      LossPolicy.PERMISSIVE);
          if (name.equals("gemini") && to.equals(name)) {
            // What nobody knows goes along on purpose, and Google's types are its judge.
            continue;
          }
          assertThat(ProviderRules.broken(to, Dialects.text(ready)))
              .as("%s to %s: %s", name, to, new String(body, StandardCharsets.UTF_8))
              .isEmpty();
        }
      }
    }
  }

  @Property(seed = "20261127", tries = 1500)
  void answerAndErrorDecodersReadOrFail(@ForAll("bytes") byte[] body) {
    for (var name : Dialects.OUTBOUND.keySet()) {
      var outbound = Dialects.OUTBOUND.get(name);
      outbound.decodeError(500, body);
      outbound.decodeCount(body);
      var answered = outbound.decodeAnswer(body, Dialects.context(name));
      if (answered instanceof Answered.Read<Answer> read) {
        for (var inbound : Dialects.INBOUND.values()) {
          inbound.encodeAnswer(read.value(), Dialects.REPLY);
        }
      }
    }
  }

  @Property(seed = "20261127", tries = 1500)
  void streamDecodersEndInExactlyOneTerminalEventAndEncodersSayIt(@ForAll("bytes") byte[] stream) {
    for (var name : Dialects.OUTBOUND.keySet()) {
      var events = Dialects.events(name, stream, 11);
      assertThat(events)
          .filteredOn(e -> e instanceof StreamEvent.Finish || e instanceof StreamEvent.Failed)
          .containsExactly(events.getLast());
      for (var inbound : Dialects.INBOUND.values()) {
        var encoder = inbound.streamEncoder(Dialects.REPLY);
        var sink = new ByteSink();
        events.forEach(event -> encoder.write(event, sink));
      }
    }
  }
}
