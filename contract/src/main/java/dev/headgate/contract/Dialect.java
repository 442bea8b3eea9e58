package dev.headgate.contract;

/** A wire format, named as in manifests. */
public enum Dialect {
  OpenAI,
  OpenAIResponses,
  Anthropic,
  Gemini,
  AzureOpenAI,
  Bedrock,
  VertexGemini,
  VertexAnthropic
}
