package dev.headgate.simulator.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.headgate.simulator.dialect.Answer;
import dev.headgate.simulator.dialect.Finish;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.ToolCall;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.script.Profile;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes answers. The same prompt and profile give the same text, tool calls and usage; only number
 * and time differ.
 *
 * <p>A question with {@code [[tool:NAME]]} or {@code [[tool:NAME {"json": "arguments"}]]} makes the
 * model call that tool if it is declared, several markers call several.
 */
public final class Author {
  private static final Pattern MARKER =
      Pattern.compile("\\[\\[tool:([A-Za-z0-9_.:-]{1,128})(?:\\s+(\\{.*?\\}))?\\]\\]");
  private static final int QUOTED = 200;
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
   */
  public Answer answer(long number, Prompt prompt, Profile profile, boolean filtered) {
    long created = clock.instant().getEpochSecond();
    int cached = Math.min(profile.cachedTokensOr(0), prompt.inputTokens());
    if (filtered) {
      var usage = new Usage(prompt.inputTokens(), cached, 0, 0);
      return new Answer(number, created, prompt.model(), "", "", List.of(), Finish.FILTERED, usage);
    }
    String thinking = prompt.thinking() ? "It is asked: " + shortened(prompt.question()) : "";
    int reasoning = Math.max(profile.reasoningTokensOr(0), Tokens.of(thinking));
    int room = prompt.cap() == null ? Integer.MAX_VALUE : Math.max(0, prompt.cap() - reasoning);
    List<ToolCall> calls = calls(number, prompt);
    if (!calls.isEmpty()) {
      int tokens = calls.stream().mapToInt(c -> Tokens.of(c.name() + c.arguments())).sum();
      if (tokens <= room) {
        var usage = usage(prompt, cached, reasoning + tokens, reasoning);
        return new Answer(
            number, created, prompt.model(), thinking, "", calls, Finish.TOOL_CALLS, usage);
      }
    }
    String natural = text(prompt);
    int wanted = profile.outputTokens(prompt.cap(), Tokens.of(natural));
    int tokens = Math.min(wanted, room);
    // JSON that is cut or padded would be no JSON: only the caller's cap may break it
    String text =
        prompt.json() != null && Tokens.of(natural) <= room ? natural : fit(natural, tokens);
    tokens = Tokens.of(text);
    Finish finish = wanted > room ? Finish.LENGTH : Finish.STOP;
    int output = Math.min(reasoning, prompt.cap() == null ? reasoning : prompt.cap()) + tokens;
    var usage = usage(prompt, cached, output, output - tokens);
    return new Answer(number, created, prompt.model(), thinking, text, List.of(), finish, usage);
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

  private static List<ToolCall> calls(long number, Prompt prompt) {
    var calls = new ArrayList<ToolCall>();
    if (prompt.tools().isEmpty() || prompt.answersTools()) {
      return calls;
    }
    Matcher marker = MARKER.matcher(prompt.question());
    while (marker.find()) {
      String arguments = marker.group(2);
      prompt.tools().stream()
          .filter(tool -> tool.name().equals(marker.group(1)))
          .findFirst()
          .ifPresent(
              tool ->
                  calls.add(
                      call(
                          number,
                          calls.size(),
                          tool.name(),
                          arguments == null ? sample(tool.parameters()) : arguments)));
    }
    String forced = prompt.forced();
    if (calls.isEmpty() && forced != null) {
      JsonNode parameters =
          prompt.tools().stream()
              .filter(tool -> tool.name().equals(forced))
              .map(Prompt.Tool::parameters)
              .findFirst()
              .orElse(JsonNodeFactory.instance.objectNode());
      calls.add(call(number, 0, forced, sample(parameters)));
    }
    return calls;
  }

  private static String sample(JsonNode parameters) {
    return SampleJson.of(parameters).toString();
  }

  private static ToolCall call(long number, int index, String name, String arguments) {
    return new ToolCall("call_%016x%02d".formatted(number, index), name, arguments);
  }
}
