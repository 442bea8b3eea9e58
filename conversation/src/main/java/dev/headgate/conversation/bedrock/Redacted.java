package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.anthropic.AnthropicDialect;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Realm;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Hidden reasoning. Converse has it as base64 of bytes; where these are a text, it is the word that
 * Claude's other platforms know, and goes there, too. Any other goes back here only, as it came.
 */
final class Redacted {
  /** The kind of what only Converse knows. */
  private static final String BLOB = "redactedContent";

  private Redacted() {}

  static Opaque read(Realm signer, String base64) {
    var text = text(base64);
    return text == null
        ? new Opaque(signer, BLOB, base64)
        : new Opaque(signer, AnthropicDialect.REDACTED, text);
  }

  /** As Converse has it; null for none of its kinds. */
  static @Nullable String written(Opaque datum) {
    return switch (datum.kind()) {
      case BLOB -> datum.text();
      case AnthropicDialect.REDACTED ->
          Base64.getEncoder().encodeToString(datum.text().getBytes(StandardCharsets.UTF_8));
      default -> null;
    };
  }

  /** Null unless it becomes the same base64 again. */
  private static @Nullable String text(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return Base64.getEncoder().encodeToString(bytes).equals(base64) ? text : null;
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }
}
