package dev.headgate.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.conversation.model.Failure;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Errors, from one dialect's shape to another's. */
final class ErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "chat|400|{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":\"messages\",\"code\":\"context_length_exceeded\"}}|CONTEXT_TOO_LONG",
        "chat|429|{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}|QUOTA_EXHAUSTED",
        "chat|429|{\"error\":{\"message\":\"m\",\"type\":\"tokens\",\"code\":\"rate_limit_exceeded\"}}|RATE_LIMITED",
        "chat|401|{\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"code\":\"invalid_api_key\"}}|AUTHENTICATION",
        "chat|404|{\"detail\":\"Not Found\"}|NOT_FOUND",
        "chat|400|{\"object\":\"error\",\"message\":\"m\",\"type\":\"BadRequestError\",\"code\":400}|INVALID_REQUEST",
        "chat|503|<html>|OVERLOADED",
        "chat|500|[{\"error\":\"boom\"}]|SERVER",
        "anthropic|529|{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}|OVERLOADED",
        "anthropic|400|{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"prompt"
            + " is too long: 1 > 0\"}}|CONTEXT_TOO_LONG",
        "anthropic|400|{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your"
            + " credit balance is too low to access\"}}|QUOTA_EXHAUSTED",
        "anthropic|413|{\"type\":\"error\",\"error\":{\"type\":\"request_too_large\",\"message\":\"m\"}}|TOO_LARGE",
        "anthropic|429|{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\",\"message\":\"m\"}}|RATE_LIMITED",
        "anthropic|403|nothing|PERMISSION",
      })
  void aProvidersErrorIsUnderstood(String dialect, int status, String body, Failure.Kind kind) {
    var failure =
        Dialects.OUTBOUND.get(dialect).decodeError(status, body.getBytes(StandardCharsets.UTF_8));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.message()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(Failure.Kind.class)
  void everyKindIsSaidInEitherDialectAndKeepsItsKind(Failure.Kind kind) {
    var failure = Failure.of(kind, "why \"it\"");
    var chat = Dialects.CHAT.encodeError(failure);
    var anthropic = Dialects.ANTHROPIC.encodeError(failure);
    var readable =
        switch (kind) {
          // No dialect has a word for these.
          case MALFORMED_CALL, CUT_OFF, GARBLED -> Failure.Kind.SERVER;
          default -> kind;
        };
    assertThat(Dialects.CHAT.decodeError(chat.status(), chat.body()).kind()).isEqualTo(readable);
    var back = Dialects.ANTHROPIC.decodeError(anthropic.status(), anthropic.body());
    assertThat(back.kind())
        .isEqualTo(readable == Failure.Kind.FILTERED ? Failure.Kind.INVALID_REQUEST : readable);
    assertThat(back.message()).endsWith("why \"it\"");
  }

  @Test
  void a529TowardsAnOpenAiClientIsA503() {
    var failure =
        Dialects.ANTHROPIC.decodeError(
            529,
            "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}"
                .getBytes(StandardCharsets.UTF_8));
    var error = Dialects.CHAT.encodeError(failure);
    assertThat(error.status()).isEqualTo(503);
    assertThat(new String(error.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"param\":null,\"code\":\"server_overloaded\"}}");
  }

  @Test
  void aCodeOfTheGatewaysOwnIsToldInEitherDialect() {
    var failure = new Failure(Failure.Kind.QUOTA_EXHAUSTED, "no money", "budget_exceeded", null, 0);
    assertThat(new String(Dialects.CHAT.encodeError(failure).body(), StandardCharsets.UTF_8))
        .contains("\"type\":\"insufficient_quota\"", "\"code\":\"budget_exceeded\"");
    assertThat(Dialects.ANTHROPIC.encodeError(failure).status()).isEqualTo(402);
    assertThat(new String(Dialects.ANTHROPIC.encodeError(failure).body(), StandardCharsets.UTF_8))
        .contains("\"type\":\"billing_error\"", "\"code\":\"budget_exceeded\"");
  }
}
