package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Realm;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Signatures of thoughts, which may stand on any part. */
final class Signatures {
  /** The kind among opaque data, and the field's name. */
  static final String KIND = "thoughtSignature";

  /**
   * What Google documents for calls that another model made (ai.google.dev, "Thought signatures",
   * FAQ; the same on Vertex).
   */
  static final String SKIP = "skip_thought_signature_validator";

  /** What says the same: the other documented value, and both as SDKs with bytes write them. */
  private static final Set<String> SKIPS =
      Set.of(
          SKIP,
          "c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I=",
          "context_engineering_is_the_way_to_go",
          "Y29udGV4dF9lbmdpbmVlcmluZ19pc190aGVfd2F5X3RvX2dv");

  private Signatures() {}

  /**
   * What a signature holds.
   *
   * @param signer whose it is, unless it is an envelope
   */
  static List<Opaque> read(@Nullable String text, Realm signer) {
    if (text == null || text.isEmpty() || SKIPS.contains(text)) {
      return List.of();
    }
    // The official Python SDK turns bytes into the other alphabet of base64.
    var foreign = Envelope.open(text.replace('-', '+').replace('_', '/'));
    return foreign == null ? List.of(new Opaque(signer, KIND, text)) : foreign;
  }

  /** The signature that hands these data to a caller; null when there are none. */
  static @Nullable String seal(List<Opaque> data) {
    if (data.isEmpty()) {
      return null;
    }
    return data.size() == 1 && own(data.getFirst()) ? data.getFirst().text() : Envelope.seal(data);
  }

  /** Whether a caller's signature slot says by itself whose it is. */
  static boolean own(Opaque datum) {
    return datum.kind().equals(KIND)
        && datum.realm().vendor().equals(GeminiDialect.GEMINI.vendor())
        && datum.realm().account().isEmpty();
  }
}
