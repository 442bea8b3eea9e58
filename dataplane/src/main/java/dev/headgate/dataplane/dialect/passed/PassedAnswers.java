package dev.headgate.dataplane.dialect.passed;

import dev.headgate.contract.Dialect;
import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.WholeAnswer;
import java.util.Arrays;

/**
 * Answers to a caller who speaks the provider's dialect: bytes pass as they came.
 *
 * @param dialect of both
 * @param hosted whether it comes by way of a platform, whose own errors are in another shape
 */
record PassedAnswers(Dialect dialect, boolean hosted) implements Answers {
  private static final AnthropicDialect ANTHROPIC = new AnthropicDialect();

  @Override
  public WholeAnswer whole(byte[] bytes, int length) {
    return switch (dialect) {
      case Anthropic -> MessagesReading.whole(bytes, length);
      case OpenAIResponses -> ResponsesReading.whole(bytes, length);
      case Gemini -> GenerateReading.whole(bytes, length);
      case OpenAI, AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic -> throw notPassed();
    };
  }

  @Override
  public AnswerStream stream() {
    return new PassedStream(
        switch (dialect) {
          case Anthropic -> new MessagesReading();
          case OpenAIResponses -> new ResponsesReading();
          case Gemini -> new GenerateReading();
          case OpenAI, AzureOpenAI, Bedrock, VertexGemini, VertexAnthropic -> throw notPassed();
        });
  }

  private IllegalStateException notPassed() {
    return new IllegalStateException(dialect + " is not passed on so");
  }

  @Override
  public ToldError error(int status, byte[] bytes, int length) {
    if (hosted && dialect == Dialect.Anthropic) {
      var told = ANTHROPIC.encodeError(ANTHROPIC.decodeError(status, Arrays.copyOf(bytes, length)));
      return new ToldError(told.status(), told.body());
    }
    return new ToldError(status, null);
  }
}
