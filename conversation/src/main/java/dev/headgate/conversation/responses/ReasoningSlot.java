package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Envelope;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Realm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one slot of this dialect for opaque data: a reasoning item's {@code encrypted_content}. The
 * provider binds it to the item's id, so the two go together.
 *
 * @param id of the item; null when it is to be made
 * @param encrypted null when there is nothing to carry
 */
record ReasoningSlot(@Nullable String id, @Nullable String encrypted) {

  /** What a caller or a provider put there. */
  static List<Opaque> read(Realm signer, @Nullable String id, @Nullable String encrypted) {
    var data = new ArrayList<Opaque>(2);
    if (encrypted != null && !encrypted.isEmpty()) {
      var foreign = Envelope.open(encrypted);
      if (foreign != null) {
        return foreign;
      }
      data.add(new Opaque(signer, ResponsesDialect.ENCRYPTED, encrypted));
    }
    if (id != null && !id.isEmpty()) {
      data.add(new Opaque(signer, ResponsesDialect.REASONING_ID, id));
    }
    return data;
  }

  /** How a caller is given these data. */
  static ReasoningSlot forCaller(List<Opaque> data) {
    String id = null;
    String encrypted = null;
    boolean plain = true;
    for (var datum : data) {
      boolean ours = datum.realm().vendor().equals(ResponsesDialect.REALM.vendor());
      if (ours && datum.kind().equals(ResponsesDialect.REASONING_ID)) {
        id = datum.text();
      } else if (ours && datum.kind().equals(ResponsesDialect.ENCRYPTED)) {
        encrypted = datum.text();
        plain &= datum.realm().account().isEmpty();
      } else {
        plain = false;
      }
    }
    return new ReasoningSlot(id, plain ? encrypted : Envelope.seal(data));
  }

  /** Whether what was read here is hidden by another dialect's word. */
  static boolean hidden(List<Opaque> data, boolean noText) {
    if (!noText) {
      return false;
    }
    boolean ours = false;
    for (var datum : data) {
      if (datum.kind().startsWith("redacted")) {
        return true;
      }
      ours |= datum.kind().equals(ResponsesDialect.ENCRYPTED);
    }
    return ours;
  }
}
