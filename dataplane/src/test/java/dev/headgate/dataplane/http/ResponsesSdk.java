package dev.headgate.dataplane.http;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** openai-java, Responses, without the provider's store. */
final class ResponsesSdk implements SdkCaller {
  private final OpenAIClient client;
  private final List<ResponseInputItem> items = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private Way way;

  ResponsesSdk(String url) {
    client = OpenAIOkHttpClient.builder().baseUrl(url + "/v1").apiKey(Manifest.KEY).build();
  }

  @Override
  public Said ask(String question, Way way) {
    this.way = way;
    return say(question);
  }

  @Override
  public Said answer(String result) {
    ids.forEach(
        id ->
            items.add(
                ResponseInputItem.ofFunctionCallOutput(
                    ResponseInputItem.FunctionCallOutput.builder()
                        .callId(id)
                        .output(result)
                        .build())));
    return go();
  }

  @Override
  public Said say(String words) {
    items.add(
        ResponseInputItem.ofEasyInputMessage(
            EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(words).build()));
    return go();
  }

  private ResponseCreateParams params() {
    var params =
        ResponseCreateParams.builder()
            .model("chat")
            .store(false)
            .maxOutputTokens(20_000)
            .inputOfResponse(items);
    if (way.tools()) {
      params.addTool(
          FunctionTool.builder()
              .name(TOOL)
              .strict(false)
              .parameters(
                  FunctionTool.Parameters.builder()
                      .putAdditionalProperty("type", JsonValue.from("object"))
                      .putAdditionalProperty(
                          "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))))
                      .build())
              .build());
    }
    if (way.thinking()) {
      params.reasoning(Reasoning.builder().effort(ReasoningEffort.HIGH).build());
    }
    return params.build();
  }

  private Said go() {
    Response response;
    if (way.stream()) {
      var whole = ResponseAccumulator.create();
      try (var stream = client.responses().createStreaming(params())) {
        stream.stream().forEach(whole::accumulate);
      }
      response = whole.response();
    } else {
      response = client.responses().create(params());
    }
    ids.clear();
    var text = new StringBuilder();
    var calls = new ArrayList<String>();
    boolean thought = false;
    for (var item : response.output()) {
      item.reasoning().map(ResponseInputItem::ofReasoning).ifPresent(items::add);
      thought |= item.reasoning().isPresent();
      item.message()
          .ifPresent(
              message -> {
                items.add(ResponseInputItem.ofResponseOutputMessage(message));
                message
                    .content()
                    .forEach(part -> part.outputText().ifPresent(said -> text.append(said.text())));
              });
      item.functionCall()
          .ifPresent(
              call -> {
                items.add(ResponseInputItem.ofFunctionCall(call));
                ids.add(call.callId());
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
