package dev.headgate.dataplane.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.FailureClass;
import dev.headgate.dataplane.dialect.ProviderError;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AttemptFailureTest {

  @ParameterizedTest(name = "{0} {1} {2} is {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "500 | | {} | Transient",
        "502 | | <html> | Transient",
        "503 | | | Transient",
        "529 | | {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}} | Transient",
        "302 | | | Transient",
        "408 | | | Transient",
        "429 | 2000 | {\"error\":{\"code\":\"rate_limit_exceeded\"}} | RateLimited",
        "429 | | {\"error\":{\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}} |"
            + " QuotaExhausted",
        "429 | 86400000 | {} | QuotaExhausted",
        "429 | |"
            + " {\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":[{\"quotaId\":\"GenerateRequestsPerDayPerProject\"}]}]}}"
            + " | QuotaExhausted",
        "429 | |"
            + " [{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"30s\"}]}}]"
            + " | RateLimited",
        "402 | | | QuotaExhausted",
        "400 | |"
            + " {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your"
            + " credit balance is too low to access\"}} | QuotaExhausted",
        "401 | | | Credential",
        "403 | | | Credential",
        "404 | | {\"error\":{\"code\":\"model_not_found\"}} | Credential",
        "404 | | {\"error\":{\"message\":\"Item with id 'rs_1' not found. Items are not persisted"
            + " when `store` is set to"
            + " false.\",\"type\":\"invalid_request_error\",\"param\":\"input\",\"code\":null}} |"
            + " Deterministic",
        "400 | | {\"error\":{\"message\":\"Previous response with id 'resp_1' not"
            + " found.\",\"type\":\"invalid_request_error\",\"code\":\"previous_response_not_found\"}}"
            + " | Deterministic",
        "404 | | {\"error\":{\"message\":\"Response with id 'resp_1' not"
            + " found.\",\"type\":\"invalid_request_error\"}} | Deterministic",
        "400 | | {\"error\":{\"code\":\"context_length_exceeded\"}} | ContextTooLong",
        "400 | |"
            + " {\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt"
            + " is too long: 210000 tokens > 200000 maximum\"}} | ContextTooLong",
        "413 | | {\"error\":{\"type\":\"request_too_large\"}} | ContextTooLong",
        "400 | | {\"error\":{\"code\":\"string_above_max_length\",\"message\":\"Invalid"
            + " 'messages[1].content': string too long. Expected a string with maximum length"
            + " 1048576, but got a string with length 1048577 instead.\"}} | ContextTooLong",
        "400 | | {\"error\":{\"code\":\"string_above_max_length\",\"message\":\"Invalid"
            + " 'messages[2].tool_calls[0].id': string too long. Expected a string with maximum"
            + " length 40, but got a string with length 46 instead.\"}} | Deterministic",
        "400 | | {\"error\":{\"code\":\"content_filter\"}} | Refused",
        "400 | | {\"error\":{\"code\":\"unknown_parameter\"}} | Deterministic",
        "422 | | {} | Deterministic",
        "418 | | | Deterministic",
      })
  void anErrorHasItsClass(int status, Long retryAfterMs, String body, FailureClass expected) {
    var bytes = (body == null ? "" : body).getBytes(StandardCharsets.UTF_8);

    var failure =
        AttemptFailure.of(status, retryAfterMs, ProviderError.read(bytes, 0, bytes.length));

    assertThat(failure.failure()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 2, 2000",
    "retry-after, 1.5, 1500",
    "retry-after-ms, 250, 250",
    "retry-after, 'Sat, 21 Nov 2026 00:00:30 GMT', 30000",
    "retry-after, soon, ",
    "retry-after, -1, ",
  })
  void waitsAreReadAsTheyAreWritten(String header, String value, Long expected) {
    var headers = MultiMap.caseInsensitiveMultiMap().set(header, value);

    assertThat(RetryAfter.ms(headers, Instant.parse("2026-11-21T00:00:00Z"))).isEqualTo(expected);
  }

  @Test
  void aFullPoolOfOursIsNobodyElsesFault() {
    var full = AttemptFailure.of(new Broken(Broken.Kind.NO_FREE_CONNECTION, "full"));

    assertThat(full.fault()).isEqualTo(AttemptFailure.Fault.OURS);
  }

  @Test
  void aCodeThatOnlySaysTheStatusAgainIsNone() {
    var azures = "{\"error\":{\"code\":\"429\",\"message\":\"Requests have exceeded the limit.\"}}";
    var bytes = azures.getBytes(StandardCharsets.UTF_8);

    var failure = AttemptFailure.of(429, null, ProviderError.read(bytes, 0, bytes.length));

    assertThat(failure.label()).isEqualTo("status 429");
  }
}
