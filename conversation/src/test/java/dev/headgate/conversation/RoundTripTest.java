package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Severity;
import dev.headgate.conversation.model.Turn;
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
import org.junit.jupiter.api.Test;

/** What goes out comes back: in the same dialect, and by way of another one. */
final class RoundTripTest {
  private static final List<Request> SEEDS = seeds();

  /** A request in its dialect. */
  record Request(String dialect, String body) {
    Decoded<Conversation> decoded() {
      return Dialects.INBOUND
          .get(dialect)
          .decodeRequest(body.getBytes(StandardCharsets.UTF_8), Dialects.asked(dialect));
    }

    /** The conversation, where reading it lost nothing. */
    @Nullable Conversation read() {
      return decoded() instanceof Decoded.Read<Conversation>(var value, var losses)
              && losses.isEmpty()
          ? value
          : null;
    }
  }

  private static List<Request> seeds() {
    var seeds = new ArrayList<Request>();
    for (var golden : List.of("src/test/golden/requests", "src/test/golden-gemini/requests")) {
      try (var files = Files.walk(Path.of(golden))) {
        for (var file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          var name = file.getFileName().toString();
          if (!name.equals("target.json")) {
            var dialect = name.replaceAll("(in|out)-|\\.json", "");
            var seed = new Request(dialect, Files.readString(file));
            seeds.add(seed);
          }
        }
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return seeds;
  }

  @Provide
  Arbitrary<Request> requests() {
    return Combinators.combine(
            Arbitraries.of(SEEDS),
            Arbitraries.integers().between(0, Integer.MAX_VALUE).list().ofMaxSize(4))
        .as(
            (seed, changes) ->
                new Request(
                    seed.dialect(),
                    new String(
                        JsonMutations.mutate(seed.body().getBytes(StandardCharsets.UTF_8), changes),
                        StandardCharsets.UTF_8)));
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

  @Property(seed = "20261127", tries = 1500, maxDiscardRatio = 50)
  void decodeAfterEncodeIsIdentityButForReportedLosses(@ForAll("requests") Request request) {
    var before = request.read();
    Assume.that(before != null);
    var ready = said(before, request.dialect());
    Assume.that(ready.losses().isEmpty());
    var after = new Request(request.dialect(), Dialects.text(ready)).read();
    assertThat(after).isNotNull();
    assertThat(NormalForm.of(after)).isEqualTo(NormalForm.of(before));
  }

  @Property(seed = "20261127", tries = 1500, maxDiscardRatio = 50)
  void fromOneDialectToTheOtherAndBackTheSameIsSaid(@ForAll("requests") Request request) {
    var before = request.read();
    Assume.that(before != null);
    // Only the caller's own request says that a tool's argument is text; here it is not at hand.
    Assume.that(before.turns().stream().noneMatch(RoundTripTest::callsFreeform));
    Assume.that(Takeable.is(before));
    int judged = 0;
    for (var other : Dialects.OUTBOUND.keySet()) {
      if (!other.equals(request.dialect()) && goesThereAndBack(request, before, other)) {
        judged++;
      }
    }
    Assume.that(judged > 0);
  }

  /** False where it loses something on its way, which is told: then there is nothing to compare. */
  private static boolean goesThereAndBack(Request request, Conversation before, String other) {
    var there = said(before, other);
    if (there.losses().stream().anyMatch(RoundTripTest::changesWords)) {
      return false;
    }
    var between = Dialects.read(other, Dialects.text(there));
    if (between.losses().stream().anyMatch(RoundTripTest::changesWords)) {
      return false;
    }
    var back = said(between.value(), request.dialect());
    assertThat(ProviderRules.broken(request.dialect(), Dialects.text(back)))
        .as("by way of " + other)
        .isEmpty();
    if (back.losses().stream().anyMatch(RoundTripTest::changesWords)) {
      return false;
    }
    var after = Dialects.read(request.dialect(), Dialects.text(back)).value();
    assertThat(sorted(after)).as("by way of " + other).isEqualTo(sorted(before));
    return true;
  }

  /** Of an instruction only the place may change, and of an answer beside calls only the order. */
  private static List<String> sorted(Conversation conversation) {
    return NormalForm.skeleton(conversation).stream().sorted().toList();
  }

  private static boolean callsFreeform(Turn turn) {
    return turn.parts().stream()
        .anyMatch(part -> part instanceof Part.ToolCall call && call.freeform());
  }

  private static boolean changesWords(Loss loss) {
    return loss.severity() == Severity.SEMANTIC
        || loss.action() == Loss.Action.REPLACED
        || loss.action() == Loss.Action.ADDED
        || loss.action() == Loss.Action.RENAMED
        || loss.why().startsWith("said as an instruction")
        || (loss.path().matches("(messages|input|contents|system|instructions).*")
            && loss.action() == Loss.Action.MOVED);
  }

  @Test
  void everyGoldenRequestIsReadable() {
    assertThat(SEEDS)
        .hasSizeGreaterThan(150)
        .allMatch(seed -> seed.decoded() instanceof Decoded.Read);
    // Most of them without a loss, so that the properties have something to judge in each dialect.
    for (var dialect : Dialects.INBOUND.keySet()) {
      assertThat(SEEDS)
          .as(dialect)
          .filteredOn(seed -> seed.dialect().equals(dialect) && seed.read() != null)
          .hasSizeGreaterThan(15);
    }
  }
}
