package dev.headgate.e2e.caller;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.headgate.e2e.caller.Outcome.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The SDK as users have it, but that it repeats nothing: a failure is to be seen. */
final class Sdk implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final OpenAIClient client;

  Sdk(String base, String key) {
    client =
        OpenAIOkHttpClient.builder()
            .baseUrl(base)
            .apiKey(key)
            .maxRetries(0)
            .timeout(LONGEST)
            .build();
  }

  /**
   * One question.
   *
   * @param maxTokens cap of the answer
   */
  static ChatCompletionCreateParams question(String model, String prompt, long maxTokens) {
    return ChatCompletionCreateParams.builder()
        .model(model)
        .addUserMessage(prompt)
        .maxCompletionTokens(maxTokens)
        .build();
  }

  /** Calls and waits for the whole answer. */
  Outcome whole(ChatCompletionCreateParams question) {
    long began = System.nanoTime();
    try (HttpResponseFor<ChatCompletion> answer =
        client.chat().completions().withRawResponse().create(question)) {
      ChatCompletion completion = answer.parse();
      String text =
          completion.choices().isEmpty()
              ? ""
              : completion.choices().getFirst().message().content().orElse("");
      return new Outcome(
          Kind.OK,
          answer.statusCode(),
          null,
          null,
          text,
          0,
          since(began),
          headers(answer.headers()));
    } catch (OpenAIServiceException e) {
      return refused(Kind.FAILED, e, "", 0, began);
    } catch (RuntimeException e) {
      return broken(Kind.FAILED, e, "", 0, began);
    }
  }

  /** Calls and reads the stream to its end: one that ends without a finish reason was cut. */
  Outcome streamed(ChatCompletionCreateParams question) {
    long began = System.nanoTime();
    StringBuilder text = new StringBuilder();
    int chunks = 0;
    boolean finished = false;
    try (HttpResponseFor<StreamResponse<ChatCompletionChunk>> answer =
            client.chat().completions().withRawResponse().createStreaming(question);
        StreamResponse<ChatCompletionChunk> stream = answer.parse()) {
      for (ChatCompletionChunk chunk : (Iterable<ChatCompletionChunk>) stream.stream()::iterator) {
        chunks++;
        for (var choice : chunk.choices()) {
          choice.delta().content().ifPresent(text::append);
          finished |= choice.finishReason().isPresent();
        }
      }
      return new Outcome(
          finished ? Kind.OK : Kind.CUT,
          answer.statusCode(),
          null,
          finished ? null : "the stream ended before its answer",
          text.toString(),
          chunks,
          since(began),
          headers(answer.headers()));
    } catch (OpenAIServiceException e) {
      return refused(chunks == 0 ? Kind.FAILED : Kind.CUT, e, text.toString(), chunks, began);
    } catch (RuntimeException e) {
      return broken(chunks == 0 ? Kind.FAILED : Kind.CUT, e, text.toString(), chunks, began);
    }
  }

  private static Outcome refused(
      Kind kind, OpenAIServiceException e, String text, int chunks, long began) {
    return new Outcome(
        kind,
        e.statusCode(),
        e.code().orElse(null),
        e.getMessage(),
        text,
        chunks,
        since(began),
        headers(e.headers()));
  }

  private static Outcome broken(
      Kind kind, RuntimeException e, String text, int chunks, long began) {
    return new Outcome(kind, 0, null, causes(e), text, chunks, since(began), Map.of());
  }

  private static String causes(@Nullable Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      all.append(all.isEmpty() ? "" : " < ").append(at);
    }
    return all.toString();
  }

  private static long since(long began) {
    return Duration.ofNanos(System.nanoTime() - began).toMillis();
  }

  private static Map<String, String> headers(Headers headers) {
    Map<String, String> ours = new TreeMap<>();
    for (String name : headers.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("x-headgate-")) {
        ours.put(lower, String.join(", ", headers.values(name)));
      }
    }
    return ours;
  }

  @Override
  public void close() {
    client.close();
  }
}
