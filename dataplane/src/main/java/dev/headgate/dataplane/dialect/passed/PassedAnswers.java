package dev.headgate.dataplane.dialect.passed;

import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.dialect.AnswerStream;
import dev.headgate.dataplane.dialect.Answers;
import dev.headgate.dataplane.dialect.WholeAnswer;

/**
 * Answers to a caller who speaks the provider's dialect: bytes pass as they came.
 *
 * @param dialect of both
 */
record PassedAnswers(Dialect dialect) implements Answers {
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
    return new ToldError(status, null);
  }
}
