package dev.headgate.dataplane.dialect.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend;
import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.dialect.NonChatKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where calls go, as the providers' own documentation has it. */
final class ProviderPathTest {
  @ParameterizedTest
  @CsvSource({
    "OpenAI,,gpt-5,true,/chat/completions",
    "OpenAIResponses,,gpt-5,false,/responses",
    "Anthropic,,claude-sonnet-4-5,true,/v1/messages",
    "Gemini,,gemini-3-pro,false,/v1beta/models/gemini-3-pro:generateContent",
    "Gemini,,gemini-3-pro,true,/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse",
    "AzureOpenAI,2025-04-01-preview,my gpt,true,"
        + "/openai/deployments/my%20gpt/chat/completions?api-version=2025-04-01-preview",
    "AzureOpenAI,,gpt,true,/openai/v1/chat/completions",
    "AzureOpenAI,v1,gpt,false,/openai/v1/chat/completions",
    "AzureOpenAI,preview,gpt,false,/openai/v1/chat/completions?api-version=preview",
    "Bedrock,,eu.anthropic.claude-sonnet-4-5-20250929-v1:0,false,"
        + "/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse",
    "Bedrock,,arn:aws:bedrock:us-east-1:1:inference-profile/us.x,true,"
        + "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.x/converse-stream",
    "VertexGemini,,gemini-2.5-flash,false,"
        + "/publishers/google/models/gemini-2.5-flash:generateContent",
    "VertexGemini,,gemini-2.5-flash,true,"
        + "/publishers/google/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
    "VertexAnthropic,,claude-sonnet-4-5@20250929,false,"
        + "/publishers/anthropic/models/claude-sonnet-4-5@20250929:rawPredict",
    "VertexAnthropic,,claude-sonnet-4-5@20250929,true,"
        + "/publishers/anthropic/models/claude-sonnet-4-5@20250929:streamRawPredict",
  })
  void callsGoThere(Dialect dialect, String version, String model, boolean stream, String path) {
    assertThat(ProviderPath.of(backend(dialect, version), model, stream)).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "OpenAI,,/embeddings",
    "AzureOpenAI,,/openai/v1/embeddings",
    "AzureOpenAI,2024-10-21,/openai/deployments/ada/embeddings?api-version=2024-10-21",
  })
  void embeddingsGoThere(Dialect dialect, String version, String path) {
    assertThat(ProviderPath.of(backend(dialect, version), "ada", NonChatKind.EMBEDDINGS))
        .isEqualTo(path);
  }

  private static Backend backend(Dialect dialect, String version) {
    return new Backend(
        "ai/b",
        dialect,
        "https://example",
        null,
        null,
        Map.of(),
        List.of(),
        null,
        new Backend.Connections(1, Backend.Http2.Auto, 1, 1),
        1,
        1,
        new Backend.CircuitBreaker(1, 1, 1, 1, 1, 1, 1, 1, null),
        List.of(),
        version,
        null,
        null,
        null);
  }
}
