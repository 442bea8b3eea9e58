package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.model.Realm;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models refuse and what realms understand. */
final class ModelsTest {
  @ParameterizedTest
  @CsvSource({
    "anthropic,claude-3-5-sonnet-20241022,''",
    "anthropic,claude-sonnet-4-20250514,''",
    "anthropic,claude-opus-4-1-20250805,ONE_SAMPLING_KNOB",
    "anthropic,us.anthropic.claude-sonnet-4-5-20250929-v1:0,ONE_SAMPLING_KNOB",
    "anthropic,claude-opus-4-6,NO_PREFILL ONE_SAMPLING_KNOB",
    "anthropic,claude-opus-4-7,ADAPTIVE_THINKING NO_PREFILL NO_SAMPLING",
    "anthropic,claude-sonnet-5,ADAPTIVE_THINKING NO_PREFILL NO_SAMPLING",
    "anthropic,claude-fable-5-1,ADAPTIVE_THINKING NO_PREFILL NO_SAMPLING SYSTEM_ANYWHERE",
    "anthropic,claude-opus-4-8,ADAPTIVE_THINKING NO_PREFILL NO_SAMPLING SYSTEM_ANYWHERE",
    "anthropic,claude-haiku-5-5,ADAPTIVE_THINKING NO_PREFILL NO_SAMPLING SYSTEM_ANYWHERE",
    "gemini,gemini-3.1-pro-preview,''",
    "gemini,gemini-3.5-flash,NO_PREFILL",
    "gemini,gemini-2.0-flash-001,NO_REASONING",
    "gemini,gemini-2.5-flash,''",
    "anthropic,minimax-m2,''",
    "chat,gpt-4.1,NO_REASONING",
    "chat,gpt-5-mini,NO_LOG_PROBS NO_MAX_TOKENS NO_SAMPLING NO_STOP",
    "chat,gpt-5.4,NO_MAX_TOKENS REASONS_WHEN_ASKED",
    "chat,gpt-5-chat-latest,NO_REASONING",
    "chat,o3,NO_LOG_PROBS NO_MAX_TOKENS NO_PARALLEL_SWITCH NO_SAMPLING NO_STOP",
    "chat,o3-mini,NO_LOG_PROBS NO_MAX_TOKENS NO_PARALLEL_SWITCH NO_SAMPLING",
    "responses,o3,NO_LOG_PROBS NO_MAX_TOKENS NO_SAMPLING NO_STOP",
    "chat,mistral-large-latest,NINE_CHARACTER_IDS",
    "chat,mistralai/Devstral-Small-2505,NINE_CHARACTER_IDS",
    "responses,gpt-5,NO_LOG_PROBS NO_MAX_TOKENS NO_SAMPLING NO_STOP",
    "responses,gpt-4o-mini,NO_REASONING",
    "chat,gpt-oss-120b,''",
    "chat,llama-3,''",
  })
  void aWellKnownModelsRefusalsAreKnown(String dialect, String model, String quirks) {
    assertThat(
            Dialects.OUTBOUND.get(dialect).knownQuirks(model).stream()
                .map(Enum::name)
                .sorted()
                .collect(Collectors.joining(" ")))
        .isEqualTo(quirks);
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt/res-a, openai/gpt/res-a, true",
    "openai/gpt/res-a, openai/gpt/res-b, false",
    "openai/gpt/res-a, openai/o/res-a, false",
    "anthropic/claude/, anthropic/claude/acme, true",
    "anthropic//, anthropic/claude/acme, true",
    "google/gemini/p, anthropic/claude/acme, false",
  })
  void encryptedReasoningStaysInItsRealmAndAnEmptyWordIsAny(
      String one, String other, boolean admits) {
    assertThat(realm(one).admits(realm(other))).isEqualTo(admits);
    assertThat(realm(other).admits(realm(one))).isEqualTo(admits);
  }

  private static Realm realm(String words) {
    var parts = words.split("/", -1);
    return new Realm(parts[0], parts[1], parts[2]);
  }
}
