package dev.headgate.conversation.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.model.Failure;
import dev.headgate.conversation.model.Failure.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class GeminiErrorsTest {
  private static Failure decode(int status, String body) {
    return Setting.GEMINI.decodeError(status, body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, bad, INVALID_REQUEST",
    "400, INVALID_ARGUMENT, The input token count (9) exceeds the maximum number of tokens"
        + " allowed (8)., CONTEXT_TOO_LONG",
    "400, INVALID_ARGUMENT, Request payload size exceeds the limit, TOO_LARGE",
    "400, FAILED_PRECONDITION, User location is not supported, PERMISSION",
    "401, UNAUTHENTICATED, who, AUTHENTICATION",
    "403, PERMISSION_DENIED, no, PERMISSION",
    "404, NOT_FOUND, where, NOT_FOUND",
    "429, RESOURCE_EXHAUSTED, slow, RATE_LIMITED",
    "499, CANCELLED, gone, SERVER",
    "500, INTERNAL, oops, SERVER",
    "503, UNAVAILABLE, overloaded, OVERLOADED",
    "504, DEADLINE_EXCEEDED, late, TIMEOUT",
  })
  void theStatusWordSaysTheKind(int code, String word, String message, Kind kind) {
    var error =
        "{\"error\":{\"code\":"
            + code
            + ",\"message\":\""
            + message
            + "\",\"status\":\""
            + word
            + "\"}}";
    assertThat(decode(code, error).kind()).isEqualTo(kind);
    assertThat(decode(code, error).message()).isEqualTo(message);
    assertThat(decode(code, "[" + error + "]")).isEqualTo(decode(code, error));
  }

  @Test
  void detailsSayWhenToTryAgainAndWhatIsUsedUp() {
    var slow =
        decode(
            429,
            """
            {"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
                {"quotaId":"GenerateRequestsPerMinutePerProjectPerModel"}]},
              {"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"12.5s"}]}}\
            """);
    assertThat(slow.kind()).isEqualTo(Kind.RATE_LIMITED);
    assertThat(slow.retryAfterMs()).isEqualTo(12_500);
    var day =
        decode(
            429,
            """
            {"error":{"code":429,"message":"m","status":"RESOURCE_EXHAUSTED","details":[
              {"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[
                {"quotaId":"GenerateRequestsPerDayPerProjectPerModel"}]}]}}\
            """);
    assertThat(day.kind()).isEqualTo(Kind.QUOTA_EXHAUSTED);
    var key =
        decode(
            400,
            """
            {"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[
              {"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}\
            """);
    assertThat(key.kind()).isEqualTo(Kind.AUTHENTICATION);
    assertThat(key.code()).isEqualTo("API_KEY_INVALID");
    var field =
        decode(
            400,
            """
            {"error":{"code":400,"message":"m","status":"INVALID_ARGUMENT","details":[
              {"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[
                {"field":"contents[0]","description":"d"}]}]}}\
            """);
    assertThat(field.param()).isEqualTo("contents[0]");
  }

  @Test
  void aPageThatIsNoErrorIsKnownByItsStatus() {
    for (var page : List.of("<html>", "", "[]", "{}", "{\"error\":7}", "null", "[1]")) {
      assertThat(decode(503, page).kind()).as(page).isEqualTo(Kind.OVERLOADED);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyKindIsSaidInGooglesShapeAndUnderstoodAgain(Kind kind) throws Exception {
    var failure = new Failure(kind, "what", null, null, 1500);
    var body = Setting.GEMINI.encodeError(failure);
    var error = Google.tree(new String(body.body(), UTF_8)).get("error");
    assertThat(error.get("code").intValue()).isEqualTo(body.status());
    assertThat(error.get("message").textValue()).isEqualTo("what");
    assertThat(error.at("/details/0/retryDelay").textValue()).isEqualTo("1.500s");
    var again = Setting.GEMINI.decodeError(body.status(), body.body());
    assertThat(again.retryAfterMs()).isEqualTo(1500);
    assertThat(new GeminiDialect(Framing.ARRAY).encodeError(failure).body())
        .asString()
        .isEqualTo("[" + new String(body.body(), UTF_8) + "]");
  }

  @Test
  void aCodeAndAFieldStandInTheDetails() throws Exception {
    var failure = new Failure(Kind.RATE_LIMITED, "m", "budget_exceeded", "contents", 0);
    var error = Google.tree(new String(Setting.GEMINI.encodeError(failure).body(), UTF_8));
    assertThat(error.at("/error/status").textValue()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(error.at("/error/details/0/reason").textValue()).isEqualTo("budget_exceeded");
    assertThat(error.at("/error/details/1/fieldViolations/0/field").textValue())
        .isEqualTo("contents");
  }
}
