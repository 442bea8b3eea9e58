package dev.headgate.dataplane.http;

import com.google.genai.Client;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.ThinkingConfig;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** google-genai. */
final class GeminiSdk implements SdkCaller {
  private final Client client;
  private final List<Content> contents = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private Way way;

  GeminiSdk(String url) {
    client =
        Client.builder()
            .apiKey(Manifest.KEY)
            .httpOptions(HttpOptions.builder().baseUrl(url).build())
            .build();
  }

  @Override
  public Said ask(String question, Way way) {
    this.way = way;
    return say(question);
  }

  @Override
  public Said answer(String result) {
    var parts = new ArrayList<Part>();
    for (var id : ids) {
      var response = FunctionResponse.builder().name(TOOL).response(Map.of("result", result));
      if (!id.isEmpty()) {
        response.id(id);
      }
      parts.add(Part.builder().functionResponse(response.build()).build());
    }
    contents.add(Content.builder().role("user").parts(parts).build());
    return go();
  }

  @Override
  public Said say(String words) {
    contents.add(Content.fromParts(Part.fromText(words)));
    return go();
  }

  private GenerateContentConfig config() {
    var config = GenerateContentConfig.builder().maxOutputTokens(20_000);
    if (way.tools()) {
      config.tools(
          Tool.builder()
              .functionDeclarations(
                  FunctionDeclaration.builder()
                      .name(TOOL)
                      .parametersJsonSchema(
                          Map.of(
                              "type",
                              "object",
                              "properties",
                              Map.of("city", Map.of("type", "string"))))
                      .build())
              .build());
    }
    if (way.thinking()) {
      config.thinkingConfig(ThinkingConfig.builder().includeThoughts(true).build());
    }
    return config.build();
  }

  private static List<Part> parts(GenerateContentResponse response) {
    return response
        .candidates()
        .filter(candidates -> !candidates.isEmpty())
        .flatMap(candidates -> candidates.getFirst().content())
        .flatMap(Content::parts)
        .orElse(List.of());
  }

  private Said go() {
    var said = new ArrayList<Part>();
    if (way.stream()) {
      try (var stream = client.models.generateContentStream("chat", contents, config())) {
        for (var response : stream) {
          said.addAll(parts(response));
        }
      }
    } else {
      said.addAll(parts(client.models.generateContent("chat", contents, config())));
    }
    contents.add(Content.builder().role("model").parts(said).build());
    ids.clear();
    var text = new StringBuilder();
    var calls = new ArrayList<String>();
    boolean thought = false;
    for (var part : said) {
      boolean thinking = part.thought().orElse(false);
      thought |= thinking;
      if (!thinking) {
        part.text().ifPresent(text::append);
      }
      part.functionCall()
          .ifPresent(
              call -> {
                ids.add(call.id().orElse(""));
                calls.add(call.name().orElse(""));
              });
    }
    return new Said(text.toString(), calls, thought);
  }

  @Override
  public void close() {
    client.close();
  }
}
