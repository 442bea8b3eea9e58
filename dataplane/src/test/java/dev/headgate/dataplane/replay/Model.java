package dev.headgate.dataplane.replay;

import dev.headgate.conversation.dialect.Target;
import java.util.List;

/** A model that requests are translated for. */
record Model(Wire wire, String name, boolean reasons, int maxOutputTokens) {
  /** Some whose rules differ. */
  static final List<Model> ALL =
      List.of(
          new Model(Wire.CHAT, "gpt-4.1", false, 32_000),
          new Model(Wire.CHAT, "gpt-5", true, 128_000),
          new Model(Wire.AZURE, "gpt-5", true, 128_000),
          new Model(Wire.RESPONSES, "gpt-4.1", false, 32_000),
          new Model(Wire.RESPONSES, "gpt-5", true, 128_000),
          new Model(Wire.ANTHROPIC, "claude-3-5-haiku-latest", false, 8_192),
          new Model(Wire.ANTHROPIC, "claude-sonnet-4-5", true, 64_000),
          new Model(Wire.ANTHROPIC, "claude-opus-4-8", true, 128_000),
          new Model(Wire.GEMINI, "gemini-2.5-flash", true, 65_536),
          new Model(Wire.GEMINI, "gemini-3-pro-preview", true, 65_536),
          new Model(Wire.VERTEX, "gemini-2.5-flash", true, 65_536),
          new Model(Wire.BEDROCK, "anthropic.claude-sonnet-4-5-20250929-v1:0", true, 64_000),
          new Model(Wire.BEDROCK, "amazon.nova-pro-v1:0", false, 10_000));

  Target target() {
    return wire.target(name, reasons, maxOutputTokens);
  }
}
