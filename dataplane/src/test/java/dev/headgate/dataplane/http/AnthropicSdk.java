package dev.headgate.dataplane.http;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** anthropic-java. */
final class AnthropicSdk implements SdkCaller {
  private final AnthropicClient client;
  private final List<String> ids = new ArrayList<>();
  private MessageCreateParams.Builder params = MessageCreateParams.builder();
  private Way way;

  AnthropicSdk(String url) {
    client = AnthropicOkHttpClient.builder().baseUrl(url).apiKey(Manifest.KEY).build();
  }

  @Override
  public Said ask(String question, Way way) {
    this.way = way;
    params = MessageCreateParams.builder().model("chat").maxTokens(20_000).addUserMessage(question);
    if (way.tools()) {
      params.addTool(
          Tool.builder()
              .name(TOOL)
              .inputSchema(
                  Tool.InputSchema.builder()
                      .properties(
                          Tool.InputSchema.Properties.builder()
                              .putAdditionalProperty(
                                  "city", JsonValue.from(Map.of("type", "string")))
                              .build())
                      .build())
              .build());
    }
    if (way.thinking()) {
      params.enabledThinking(2_048);
    }
    return go();
  }

  @Override
  public Said answer(String result) {
    params.addUserMessageOfContentBlockParams(
        ids.stream()
            .map(
                id ->
                    ContentBlockParam.ofToolResult(
                        ToolResultBlockParam.builder().toolUseId(id).content(result).build()))
            .toList());
    return go();
  }

  @Override
  public Said say(String words) {
    params.addUserMessage(words);
    return go();
  }

  private Said go() {
    Message message;
    if (way.stream()) {
      var whole = MessageAccumulator.create();
      try (var stream = client.messages().createStreaming(params.build())) {
        stream.stream().forEach(whole::accumulate);
      }
      message = whole.message();
    } else {
      message = client.messages().create(params.build());
    }
    params.addMessage(message);
    ids.clear();
    var text = new StringBuilder();
    var calls = new ArrayList<String>();
    boolean thought = false;
    for (var block : message.content()) {
      block.text().ifPresent(said -> text.append(said.text()));
      thought |= block.thinking().isPresent();
      block
          .toolUse()
          .ifPresent(
              call -> {
                ids.add(call.id());
                calls.add(call.name());
              });
    }
    return new Said(text.toString(), calls, thought);
  }

  @Override
  public void close() {
    client.close();
  }
}
