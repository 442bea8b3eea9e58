package dev.headgate.dataplane.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.headgate.conversation.dialect.AnswerContext;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Reply;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Judges the answer of a recording. */
final class Answers {
  private static final Reply REPLY = new Reply("reply-1", "", 1_800_000_000, true, true);
  private static final List<Wire> CALLERS =
      List.of(Wire.CHAT, Wire.RESPONSES, Wire.ANTHROPIC, Wire.GEMINI);

  private final Findings findings;

  Answers(Findings findings) {
    this.findings = findings;
  }

  /** Tells the usage that was read; null when none was. */
  @Nullable Usage check(Recording recording, Spoken spoken) {
    if (recording.status() / 100 != 2) {
      return null;
    }
    return spoken.stream() ? stream(recording, spoken) : whole(recording, spoken);
  }

  private static AnswerContext context(Spoken spoken) {
    return new AnswerContext(spoken.wire().realm(spoken.model()), WayBack.PLAIN, "unique-1");
  }

  private @Nullable Usage whole(Recording recording, Spoken spoken) {
    var answered = spoken.wire().outbound().decodeAnswer(recording.response(), context(spoken));
    switch (answered) {
      case Answered.Failed<Answer>(var failure, var usage) -> {
        if (!Spoken.tree(recording.response()).has("error")) {
          findings.add(
              Finding.Kind.ANSWER_FAILED,
              recording,
              spoken.wire() + " " + failure.kind() + " " + failure.message());
        }
      }
      case Answered.Read<Answer>(var answer, var losses) -> {
        losses.forEach(loss -> findings.told("answer of " + spoken.wire(), loss));
        answer.choices().forEach(choice -> unknown(recording, spoken, choice.parts()));
        for (var caller : CALLERS) {
          toCaller(recording, spoken, answer, losses, caller);
        }
        return answer.usage();
      }
    }
    return null;
  }

  private void toCaller(
      Recording recording, Spoken spoken, Answer answer, List<Loss> read, Wire caller) {
    var said = inbound(caller).encodeAnswer(answer, REPLY);
    var body = new String(said.body(), UTF_8);
    said.losses().forEach(loss -> findings.told("answer to " + caller, loss));
    try {
      SdkTypes.answer(caller, body);
    } catch (JsonProcessingException | RuntimeException e) {
      if (!sameDialect(caller, spoken) || SdkTypes.accepts(caller, recording.response())) {
        findings.add(Finding.Kind.SDK_REFUSED, recording, caller + " answer: " + reason(e));
      }
    }
    if (sameDialect(caller, spoken) && read.isEmpty() && said.losses().isEmpty()) {
      changed(
          recording,
          spoken,
          JsonDiff.of(
              Canonical.answer(caller, Spoken.tree(recording.response())),
              Canonical.answer(caller, Spoken.tree(said.body()))));
    }
  }

  private void changed(Recording recording, Spoken spoken, List<String> differences) {
    for (var line : differences) {
      findings.add(
          Finding.Kind.ANSWER_CHANGED,
          recording,
          spoken.wire()
              + (spoken.own() ? " " : " (other server) ")
              + (spoken.stream() ? "stream " : "")
              + line);
    }
  }

  private static boolean sameDialect(Wire caller, Spoken spoken) {
    return caller.outbound().name().equals(spoken.wire().outbound().name());
  }

  private @Nullable Usage stream(Recording recording, Spoken spoken) {
    var losses = new ArrayList<Loss>();
    var events = events(spoken, recording.response(), Integer.MAX_VALUE, losses);
    losses.forEach(loss -> findings.told("stream of " + spoken.wire(), loss));
    for (int piece : new int[] {1, 7, 1000 + new SplittableRandom(1).nextInt(100)}) {
      if (!events(spoken, recording.response(), piece, new ArrayList<>()).equals(events)) {
        findings.add(Finding.Kind.SPLIT_DIFFERS, recording, spoken.wire() + " by " + piece);
      }
    }
    Usage usage = null;
    for (var event : events) {
      if (event instanceof StreamEvent.Used(var snapshot)) {
        usage = snapshot;
      }
      if (event instanceof StreamEvent.PartOpen(int choice, int number, Part head)) {
        unknown(recording, spoken, List.of(head));
      }
      if (event instanceof StreamEvent.Failed(var failure)) {
        if (!new String(recording.response(), UTF_8).contains("\"error\":{")) {
          findings.add(
              Finding.Kind.ANSWER_FAILED,
              recording,
              spoken.wire() + " stream " + failure.kind() + " " + failure.message());
        }
        return null;
      }
    }
    for (var caller : CALLERS) {
      streamTo(recording, spoken, events, losses, caller);
    }
    return usage;
  }

  private void streamTo(
      Recording recording, Spoken spoken, List<StreamEvent> events, List<Loss> read, Wire caller) {
    var encoder = inbound(caller).streamEncoder(REPLY);
    var sink = new ByteSink();
    events.forEach(event -> encoder.write(event, sink));
    encoder.losses().forEach(loss -> findings.told("stream to " + caller, loss));
    try {
      var again = SdkTypes.stream(caller, sink.toString());
      if (sameDialect(caller, spoken) && read.isEmpty() && encoder.losses().isEmpty()) {
        var before = SdkTypes.gathered(spoken.wire(), new String(recording.response(), UTF_8));
        if (before != null) {
          changed(
              recording,
              spoken,
              JsonDiff.of(Canonical.answer(caller, before), Canonical.answer(caller, again)));
        }
      }
    } catch (JsonProcessingException | RuntimeException e) {
      if (!sameDialect(caller, spoken) || SdkTypes.acceptsStream(caller, recording.response())) {
        findings.add(Finding.Kind.SDK_REFUSED, recording, caller + " stream: " + reason(e));
      }
    }
  }

  private static List<StreamEvent> events(
      Spoken spoken, byte[] stream, int piece, List<Loss> losses) {
    var decoder = spoken.wire().outbound().streamDecoder(context(spoken));
    var events = new ArrayList<StreamEvent>();
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(piece, stream.length - at);
      decoder.feed(stream, at, length, events::add);
      at += length;
    }
    decoder.end(events::add);
    losses.addAll(decoder.losses());
    return events;
  }

  private void unknown(Recording recording, Spoken spoken, List<Part> parts) {
    for (var part : parts) {
      if (part instanceof Part.Unknown unknown) {
        findings.add(Finding.Kind.UNKNOWN_PART, recording, spoken.wire() + ": " + unknown.type());
      }
    }
  }

  private static Inbound inbound(Wire caller) {
    return (Inbound) caller.outbound();
  }

  private static String reason(Exception e) {
    var text = e.getClass().getSimpleName() + " " + e.getMessage();
    return text.lines().findFirst().orElse("");
  }
}
