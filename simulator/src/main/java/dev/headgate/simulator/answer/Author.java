package dev.headgate.simulator.answer;

import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Finish;
import dev.headgate.simulator.dialect.Part;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.script.Profile;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers. The same prompt and profile give the same text, tool calls and usage; only number
 * and time differ.
 *
 * <p>A question with {@code [[tool:NAME]]} or {@code [[tool:NAME {"json": "arguments"}]]} makes the
 * model call that tool if it is declared, several markers call several.
 */
public final class Author {
  private static final int QUOTED = 200;
  private static final String REFUSAL = "I'm sorry, but I can't assist with that request.";
  private static final String FILLER = "and so on ";

  private final InstantSource clock;

  public Author(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * The answer to a prompt.
   *
   * @param number of the request
   * @param filtered whether the provider's content filter strikes
   * @param quirks how the provider shapes it
   */
  public Answer answer(
      long number, Prompt prompt, Profile profile, boolean filtered, Set<Quirk> quirks) {
    long created = clock.instant().getEpochSecond();
    int cached = Math.min(profile.cachedTokensOr(0), prompt.inputTokens());
    if (filtered) {
      var usage = new Usage(prompt.inputTokens(), cached, 0, 0);
      return new Answer(
          number, created, prompt.model(), List.of(), Finish.FILTERED, null, usage, quirks);
    }
    List<ToolCall> calls = Calls.of(number, prompt, quirks);
    List<String> thoughts = Thoughts.of(shortened(prompt.question()), prompt, calls, quirks);
    int reasoning =
        Math.max(profile.reasoningTokensOr(0), thoughts.stream().mapToInt(Tokens::of).sum());
    int room = prompt.cap() == null ? Integer.MAX_VALUE : Math.max(0, prompt.cap() - reasoning);
    List<Part> said = new ArrayList<>();
    int tokens;
    Finish finish;
    String stop = null;
    if (quirks.contains(Quirk.Refuses)) {
      said.add(new Part.Refusal(REFUSAL));
      tokens = Tokens.of(REFUSAL);
      finish = Finish.REFUSED;
    } else if (!calls.isEmpty() && tokens(calls) <= room) {
      String before =
          quirks.contains(Quirk.TextBeforeCalls) ? "I call " + calls.getFirst().name() + "." : "";
      tokens = tokens(calls) + Tokens.of(before);
      if (!before.isEmpty()) {
        said.add(new Part.Text(before));
      }
      said.addAll(calls);
      finish = Calls.finish(quirks);
    } else {
      String natural = text(prompt);
      int wanted = profile.outputTokens(prompt.cap(), Tokens.of(natural));
      // JSON that is cut or padded would be no JSON: only the caller's cap may break it
      String text =
          prompt.json() != null && Tokens.of(natural) <= room
              ? natural
              : fit(natural, Math.min(wanted, room));
      stop = first(prompt.stops(), text);
      if (stop != null) {
        text = text.substring(0, text.indexOf(stop));
      }
      if (!text.isEmpty()) {
        said.add(new Part.Text(text));
      }
      tokens = Tokens.of(text);
      finish = stop != null ? Finish.STOP_TEXT : wanted > room ? Finish.LENGTH : Finish.STOP;
    }
    int output = Math.min(reasoning, prompt.cap() == null ? reasoning : prompt.cap()) + tokens;
    return new Answer(
        number,
        created,
        prompt.model(),
        Thoughts.woven(thoughts, said, quirks),
        finish,
        stop,
        usage(prompt, cached, output, output - tokens),
        quirks);
  }

  /** The stop text that comes first; null when none comes. */
  private static @Nullable String first(List<String> stops, String text) {
    return stops.stream()
        .filter(stop -> !stop.isEmpty() && text.contains(stop))
        .min(Comparator.comparingInt(text::indexOf))
        .orElse(null);
  }

  private static int tokens(List<ToolCall> calls) {
    return calls.stream().mapToInt(call -> Tokens.of(call.name() + call.arguments())).sum();
  }

  private static Usage usage(Prompt prompt, int cached, int output, int reasoning) {
    return new Usage(
        prompt.inputTokens(), cached, output * prompt.choices(), reasoning * prompt.choices());
  }

  private static String text(Prompt prompt) {
    if (prompt.json() != null) {
      return SampleJson.of(prompt.json()).toString();
    }
    String about = prompt.answersTools() ? "The tools returned: " : "You said: ";
    return about
        + shortened(prompt.question())
        + " This is a simulated answer of "
        + prompt.model()
        + ".";
  }

  private static String shortened(String text) {
    String question = text.strip();
    return question.codePointCount(0, question.length()) > QUOTED
        ? question.substring(0, question.offsetByCodePoints(0, QUOTED)) + "…"
        : question;
  }

  /** Cuts or pads to exactly so many tokens, except that a text that has them already stays. */
  static String fit(String text, int tokens) {
    if (Tokens.of(text) == tokens) {
      return text;
    }
    int bytes = tokens * Tokens.BYTES;
    var fitted = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      int size = Pieces.utf8Length(point);
      if (used + size > bytes) {
        break;
      }
      fitted.appendCodePoint(point);
      used += size;
      i += Character.charCount(point);
    }
    if (Tokens.ofBytes(text.getBytes(StandardCharsets.UTF_8).length) < tokens) {
      fitted.append(' ');
      used++;
    }
    for (int i = 0; used < bytes; i++, used++) {
      fitted.append(FILLER.charAt(i % FILLER.length()));
    }
    return fitted.toString();
  }
}
