package dev.headgate.dataplane.http;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** openai-java, Chat Completions. */
final class ChatSdk implements SdkCaller {
  private final OpenAIClient client;
  private final List<String> ids = new ArrayList<>();
  private ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder();
  private Way way;

  ChatSdk(String url) {
    client = OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(Manifest.KEY).build();
  }

  @Override
  public Said ask(String question, Way way) {
    this.way = way;
    params =
        ChatCompletionCreateParams.builder()
            .model("chat")
            .maxCompletionTokens(20_000)
            .addUserMessage(question);
    if (way.tools()) {
      params.addFunctionTool(
          FunctionDefinition.builder()
              .name(TOOL)
              .parameters(
                  FunctionParameters.builder()
                      .putAdditionalProperty("type", JsonValue.from("object"))
                      .putAdditionalProperty(
                          "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                      .build())
              .build());
    }
    if (way.thinking()) {
      params.reasoningEffort(ReasoningEffort.HIGH);
    }
    return go();
  }

  @Override
  public Said answer(String result) {
    ids.forEach(
        id ->
            params.addMessage(
                ChatCompletionToolMessageParam.builder().toolCallId(id).content(result).build()));
    return go();
  }

  @Override
  public Said say(String words) {
    params.addUserMessage(words);
    return go();
  }

  private Said go() {
    ChatCompletion completion;
    if (way.stream()) {
      var whole = ChatCompletionAccumulator.create();
      try (var stream = client.chat().completions().createStreaming(params.build())) {
        stream.stream().forEach(whole::accumulate);
      }
      completion = whole.chatCompletion();
    } else {
      completion = client.chat().completions().create(params.build());
    }
    ChatCompletionMessage message = completion.choices().getFirst().message();
    params.addMessage(message);
    ids.clear();
    var calls = new ArrayList<String>();
    for (var call : message.toolCalls().orElse(List.of())) {
      ids.add(call.function().orElseThrow().id());
      calls.add(call.function().orElseThrow().function().name());
    }
    // The dialect itself has no reasoning to show.
    return new Said(message.content().orElse(""), calls, false);
  }

  @Override
  public void close() {
    client.close();
  }
}
