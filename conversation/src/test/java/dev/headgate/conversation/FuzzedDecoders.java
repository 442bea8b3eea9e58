package dev.headgate.conversation;

import dev.headgate.conversation.bedrock.Frames;
import dev.headgate.conversation.dialect.Answered;
import dev.headgate.conversation.dialect.Decoded;
import dev.headgate.conversation.dialect.Inbound;
import dev.headgate.conversation.dialect.Inbound.RequestContext;
import dev.headgate.conversation.dialect.Outbound;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.model.Answer;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.StreamEvent;
import dev.headgate.conversation.translate.LossPolicy;
import dev.headgate.conversation.translate.Translation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Jazzer feeds: the first byte chooses a decoder, the rest is its input. Whatever comes, a
 * decoder reads it or says what is wrong, and what was read can be said in every dialect.
 */
public final class FuzzedDecoders {
  private static final List<String> NAMES = List.of("chat", "responses", "anthropic", "gemini");

  /** Whose streams are frames: nobody calls in its dialect. */
  private static final String BEDROCK = "bedrock";

  private static final int KINDS = 4;

  /** Of the request's path, for dialects that have it there. */
  private static final RequestContext ASKED =
      new RequestContext(dev.headgate.conversation.model.Purpose.ANSWER, "gemini-3-pro", true);

  private FuzzedDecoders() {}

  /** Called by Jazzer; an exception is a finding. */
  public static void fuzzerTestOneInput(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int choice = Math.floorMod(data[0], (NAMES.size() + 1) * KINDS);
    var input = Arrays.copyOfRange(data, 1, data.length);
    if (choice / KINDS == NAMES.size()) {
      bedrock(choice % KINDS, input);
      return;
    }
    var name = NAMES.get(choice / KINDS);
    switch (choice % KINDS) {
      case 0 -> request(Dialects.inbound(name), input);
      case 1 -> answer(Dialects.outbound(name), name, input);
      case 2 -> stream(name, input);
      default -> rest(name, input);
    }
  }

  /** Frames as they come, and frames that are whole around whatever events: few others are. */
  private static void bedrock(int kind, byte[] input) {
    switch (kind) {
      case 0 -> stream(BEDROCK, input);
      case 1 -> answer(Dialects.outbound(BEDROCK), BEDROCK, input);
      case 2 -> stream(BEDROCK, Frames.of(new String(input, StandardCharsets.UTF_8)));
      default -> {
        Dialects.outbound(BEDROCK).decodeError(500, input);
        Dialects.outbound(BEDROCK).decodeCount(input);
      }
    }
  }

  /** The input that chooses this decoder. */
  static byte[] seed(String dialect, int kind, byte[] input) {
    var seed = new byte[input.length + 1];
    int name = dialect.equals(BEDROCK) ? NAMES.size() : NAMES.indexOf(dialect);
    seed[0] = (byte) (name * KINDS + kind);
    System.arraycopy(input, 0, seed, 1, input.length);
    return seed;
  }

  private static void request(Inbound inbound, byte[] body) {
    if (inbound.decodeRequest(body, ASKED) instanceof Decoded.Read<Conversation> read) {
      for (var to : NAMES) {
        Translation.of(
            read.value(),
            read.losses(),
            Dialects.outbound(to),
            Dialects.target(to),
            LossPolicy.PERMISSIVE);
      }
      Translation.of(
          read.value(),
          read.losses(),
          Dialects.outbound(BEDROCK),
          Dialects.target(BEDROCK),
          LossPolicy.PERMISSIVE);
    }
  }

  private static void answer(Outbound outbound, String name, byte[] body) {
    if (outbound.decodeAnswer(body, Dialects.context(name)) instanceof Answered.Read<Answer> read) {
      for (var to : NAMES) {
        Dialects.inbound(to).encodeAnswer(read.value(), Dialects.REPLY);
      }
    }
  }

  private static void stream(String name, byte[] stream) {
    var whole = Dialects.events(name, stream, Math.max(1, stream.length));
    var pieces = Dialects.events(name, stream, 7);
    if (!settled(whole).equals(settled(pieces))) {
      throw new IllegalStateException("split elsewhere the stream says something else");
    }
    long ends =
        whole.stream()
            .filter(e -> e instanceof StreamEvent.Finish || e instanceof StreamEvent.Failed)
            .count();
    if (ends != 1) {
      throw new IllegalStateException("a stream ends " + ends + " times");
    }
    for (var to : NAMES) {
      var encoder = Dialects.inbound(to).streamEncoder(Dialects.REPLY);
      var sink = new ByteSink();
      whole.forEach(event -> encoder.write(event, sink));
    }
  }

  /** Without pings, which may be told more or less often. */
  private static List<StreamEvent> settled(List<StreamEvent> events) {
    var settled = new ArrayList<>(events);
    settled.removeIf(StreamEvent.KeepAlive.class::isInstance);
    return settled;
  }

  private static void rest(String name, byte[] body) {
    Dialects.outbound(name).decodeError(500, body);
    Dialects.outbound(name).decodeCount(body);
    Dialects.inbound(name).decodeRequest(body, RequestContext.COUNT);
  }
}
