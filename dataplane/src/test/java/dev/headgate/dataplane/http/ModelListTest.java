package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.errors.AnthropicServiceException;
import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.HttpOptions;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import dev.headgate.contract.Dialect;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller may ask for, as each vendor's SDK reads it. */
final class ModelListTest {
  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private ServedProxy proxy;

  @BeforeEach
  void serve() {
    var manifest = new Manifest();
    manifest.inbound = List.of(Dialect.OpenAI, Dialect.Anthropic, Dialect.Gemini);
    manifest.backend("a", "http://127.0.0.1:" + PROVIDERS.simulator().port() + "/openai-a/v1");
    manifest.route("a");
    manifest.inbound = List.of(Dialect.Anthropic);
    proxy = PROVIDERS.serve(manifest.routeOf("ai/other", "other", "a"));
  }

  @Test
  void openAis() {
    var client =
        OpenAIOkHttpClient.builder().baseUrl(proxy.url("/v1")).apiKey(Manifest.KEY).build();

    assertThat(client.models().list().data())
        .singleElement()
        .satisfies(model -> assertThat(model.id()).isEqualTo("chat"));
    assertThat(client.models().retrieve("chat").ownedBy()).isEqualTo("headgate");
    client.close();
  }

  @Test
  void anthropics() {
    var client =
        AnthropicOkHttpClient.builder().baseUrl(proxy.url("")).apiKey(Manifest.KEY).build();

    var page = client.models().list();

    assertThat(page.data())
        .extracting(model -> model.id() + " " + model.displayName())
        .containsExactlyInAnyOrder("chat chat", "other other");
    assertThat(page.hasNextPage()).isFalse();
    assertThat(client.models().retrieve("chat").createdAt()).isNotNull();
    assertThatThrownBy(() -> client.models().retrieve("nobody's"))
        .isInstanceOfSatisfying(
            AnthropicServiceException.class,
            e -> {
              assertThat(e.statusCode()).isEqualTo(404);
              assertThat(e.getMessage()).contains("No LlmRoute");
            });
    client.close();
  }

  @ParameterizedTest
  @CsvSource({"v1beta", "v1"})
  void geminis(String version) {
    try (var client =
        Client.builder()
            .apiKey(Manifest.KEY)
            .httpOptions(HttpOptions.builder().baseUrl(proxy.url("")).apiVersion(version).build())
            .build()) {
      var names = new ArrayList<String>();
      client.models.list(null).forEach(model -> names.add(model.name().orElse("")));

      assertThat(names).containsExactly("models/chat");
      assertThat(client.models.get("chat", null).displayName()).hasValue("chat");
      assertThatThrownBy(() -> client.models.get("nobodys", null))
          .isInstanceOfSatisfying(
              ClientException.class,
              e -> {
                assertThat(e.code()).isEqualTo(404);
                assertThat(e.getMessage()).contains("No LlmRoute");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/nothing, \"type\":\"invalid_request_error\"",
    "/v1/messages/batches, \"type\":\"not_found_error\"",
    "/v1beta/files, \"status\":\"NOT_FOUND\"",
  })
  void aPathThatIsNoneIsToldInTheWordsOfItsApi(String path, String words) {
    var answer = proxy.get(path);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains(words).contains("There is nothing at " + path);
  }
}
