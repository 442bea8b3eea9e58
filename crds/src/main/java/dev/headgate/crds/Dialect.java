package dev.headgate.crds;

/** A wire format. */
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
