package dev.headgate.dataplane.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.contract.Dialect;
import dev.headgate.conversation.model.Usage;
import dev.headgate.dataplane.http.RecordedRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges the proxy's relay: to a provider of the caller's own dialect bytes pass, and the usage
 * that is paid for is read out of them.
 */
final class Relays implements AutoCloseable {
  /** What the proxy changes in a request that it passes on. */
  private static final List<String> PATCHED =
      List.of(
          "model", "stream_options", "max_tokens", "max_completion_tokens", "max_output_tokens");

  private final Map<Wire, RecordedRelay> relays = new EnumMap<>(Wire.class);
  private final Findings findings;

  Relays(Findings findings) {
    this.findings = findings;
  }

  /**
   * @param usage that the decoder read of the answer; null when it read none
   */
  void check(Recording recording, Spoken spoken, @Nullable Usage usage) {
    var dialect = dialect(spoken.wire());
    if (dialect == null || recording.status() / 100 != 2) {
      return;
    }
    var relay = relays.computeIfAbsent(spoken.wire(), wire -> new RecordedRelay(dialect));
    try {
      var told =
          relay.say(path(spoken), recording.request(), recording.response(), spoken.stream());
      judge(recording, spoken, usage, told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void judge(
      Recording recording, Spoken spoken, @Nullable Usage usage, RecordedRelay.Told told) {
    // What only the recorded model takes is not said to the relay's, of which nothing is known.
    boolean others = text(told.body()).contains("cannot be said to this targe");
    if (told.asked().length == 0 && !others) {
      add(recording, spoken, "refused the request with " + told.status() + " " + text(told.body()));
      return;
    }
    if (others || !patched(Spoken.tree(told.asked())).equals(patched(spoken.body()))) {
      // Said anew: the translation's own checks are elsewhere.
      return;
    }
    boolean error = new String(recording.response(), UTF_8).contains("\"error\":{");
    if (error || Spoken.tree(recording.response()).has("error")) {
      return;
    }
    if (told.status() != 200) {
      add(recording, spoken, "took the answer for " + told.status() + " " + text(told.body()));
    } else if (!said(spoken, told.body()).equals(said(spoken, recording.response()))) {
      add(recording, spoken, "changed the answer");
    } else if (usage != null
        && (told.input() != usage.input() || told.output() != usage.output())) {
      add(
          recording,
          spoken,
          "paid for other usage than the decoder reads: "
              + (told.input() == usage.input() ? "output" : "input"));
    }
  }

  private void add(Recording recording, Spoken spoken, String what) {
    findings.add(
        Finding.Kind.RELAY_DIFFERS,
        recording,
        spoken.wire() + (spoken.stream() ? " stream: " : ": ") + what);
  }

  private static String text(byte[] body) {
    var text = new String(body, UTF_8);
    return text.substring(0, Math.min(text.length(), 200));
  }

  private static JsonNode patched(JsonNode request) {
    var copy = request.<JsonNode>deepCopy();
    if (copy instanceof ObjectNode object) {
      object.remove(PATCHED);
      if (object.path("generationConfig") instanceof ObjectNode config) {
        config.remove("maxOutputTokens");
      }
    }
    return copy;
  }

  /**
   * What an answer says: of a stream its data, without the end that the proxy writes itself and the
   * usage of Chat Completions, which it hides from who did not ask.
   */
  private static List<String> said(Spoken spoken, byte[] answer) {
    var text = new String(answer, UTF_8);
    if (!spoken.stream()) {
      return List.of(text);
    }
    return SdkTypes.data(text).stream()
        .filter(data -> !data.equals("[DONE]"))
        .filter(data -> !data.matches(".*\"choices\": ?\\[\\].*\"usage\".*"))
        .toList();
  }

  private static @Nullable Dialect dialect(Wire wire) {
    return switch (wire) {
      case CHAT -> Dialect.OpenAI;
      case AZURE -> Dialect.AzureOpenAI;
      case RESPONSES -> Dialect.OpenAIResponses;
      case ANTHROPIC -> Dialect.Anthropic;
      case GEMINI -> Dialect.Gemini;
      case VERTEX, BEDROCK -> null;
    };
  }

  private static String path(Spoken spoken) {
    return switch (spoken.wire()) {
      case CHAT, AZURE -> "/v1/chat/completions";
      case RESPONSES -> "/v1/responses";
      case ANTHROPIC -> "/v1/messages";
      default ->
          "/v1beta/models/m:"
              + (spoken.stream() ? "streamGenerateContent?alt=sse" : "generateContent");
    };
  }

  @Override
  public void close() {
    relays.values().forEach(RecordedRelay::close);
  }
}
