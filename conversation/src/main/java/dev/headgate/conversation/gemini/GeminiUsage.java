package dev.headgate.conversation.gemini;

import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Usage;

/**
 * Tokens as this dialect counts them: {@code promptTokenCount} includes what the cache gave, but
 * not what tools brought in; {@code candidatesTokenCount} leaves thoughts out.
 */
final class GeminiUsage {
  private GeminiUsage() {}

  static Usage read(Message usage) {
    return of(
        usage.count("promptTokenCount"),
        usage.count("cachedContentTokenCount"),
        usage.count("toolUsePromptTokenCount"),
        usage.count("candidatesTokenCount"),
        usage.count("thoughtsTokenCount"),
        usage.count("totalTokenCount"));
  }

  static Usage of(
      long prompt, long cached, long byTools, long candidates, long thoughts, long total) {
    // Some models on Vertex have counted thoughts among the candidates' tokens; the sum tells.
    boolean included = thoughts > 0 && total > 0 && prompt + byTools + candidates == total;
    long output = included ? candidates : candidates + thoughts;
    return new Usage(Math.max(0, prompt - cached) + byTools, cached, 0, 0, output, thoughts);
  }

  /** The field {@code usageMetadata}. */
  static void write(Usage usage, JsonOut out) {
    out.object("usageMetadata").number("promptTokenCount", usage.input());
    out.number("candidatesTokenCount", Math.max(0, usage.output() - usage.reasoning()));
    out.number("totalTokenCount", usage.input() + usage.output());
    if (usage.cacheRead() > 0) {
      out.number("cachedContentTokenCount", usage.cacheRead());
    }
    if (usage.reasoning() > 0) {
      out.number("thoughtsTokenCount", usage.reasoning());
    }
    out.endObject();
  }
}
