package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.models.messages.ContentBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The official SDKs, gathering what is written, see what the provider said. */
final class SdkClientsTest {
  private static String golden(String file) throws IOException {
    return Files.readString(Path.of("src/test/golden").resolve(file));
  }

  /** The same parallel calls, told by either dialect to either. */
  static Stream<String> chatStreams() {
    return Stream.of("streams/parallel-calls/out-chat.sse", "streams/parallel-calls/in-chat.sse");
  }

  @ParameterizedTest
  @MethodSource("chatStreams")
  void openAisGathersParallelCallsInTheirOrder(String file) throws IOException {
    var message = SdkTypes.chatStream(golden(file)).choices().getFirst().message();
    assertThat(message.content()).contains("I look.");
    assertThat(message.toolCalls().orElseThrow())
        .extracting(call -> call.asFunction().function().arguments())
        .containsExactly("{\"city\":\"Bern\"}", "{\"city\":\"Oslo\"}", "");
  }

  @Test
  void anthropicsGathersParallelCallsInTheirOrder() throws IOException {
    var message = SdkTypes.messageStream(golden("streams/parallel-calls/out-anthropic.sse"));
    assertThat(message.content().stream().filter(ContentBlock::isToolUse))
        .extracting(block -> block.asToolUse().id() + block.asToolUse()._input())
        .containsExactly("call_a{city=Bern}", "call_b{city=Oslo}", "call_c{}");
    assertThat(message.stopReason().orElseThrow().asString()).isEqualTo("tool_use");
  }

  @Test
  void anthropicsGathersThinkingWithItsSignatures() throws IOException {
    var message =
        SdkTypes.messageStream(golden("streams/thinking-tool-thinking/out-anthropic.sse"));
    assertThat(message.content().stream().filter(ContentBlock::isThinking))
        .extracting(block -> block.asThinking().thinking() + "/" + block.asThinking().signature())
        .containsExactly("Let me see./c2lnMQ==", "/c2lnMg==");
    assertThat(message.usage().outputTokens()).isEqualTo(70);
  }

  @Test
  void openAisGathersUsageThatItAskedFor() throws IOException {
    var answer = SdkTypes.chatStream(golden("streams/thinking-tool-thinking/out-chat.sse"));
    assertThat(answer.usage().orElseThrow().promptTokens()).isEqualTo(30);
    assertThat(answer.choices().getFirst().finishReason().asString()).isEqualTo("tool_calls");
  }
}
