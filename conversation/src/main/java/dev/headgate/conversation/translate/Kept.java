package dev.headgate.conversation.translate;

import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.Marks;
import dev.headgate.conversation.model.Opaque;
import dev.headgate.conversation.model.Part;
import dev.headgate.conversation.model.Realm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer carried for its own realm and the caller's dialect has no slot for: kept by the
 * gateway under (conversation, call id), with a time to live, and put back when the call comes
 * again in a history.
 *
 * @param callId as the caller was given it
 * @param before reasoning that stood before the call, with its opaque data
 * @param onCall opaque data of the call itself
 */
public record Kept(String callId, List<Part.Reasoning> before, List<Opaque> onCall) {
  public Kept {
    before = List.copyOf(before);
    onCall = List.copyOf(onCall);
  }

  /** As bytes, for a store. */
  public byte[] toBytes() {
    var sink = new ByteSink();
    try (var out = new JsonOut(sink)) {
      out.object().string("call", callId).array("before");
      for (var reasoning : before) {
        out.object().string("text", reasoning.text()).bool("redacted", reasoning.redacted());
        opaque("opaque", reasoning.marks().opaque(), out);
        out.endObject();
      }
      out.endArray();
      opaque("onCall", onCall, out);
      out.endObject();
    }
    return sink.toByteArray();
  }

  private static void opaque(String field, List<Opaque> data, JsonOut out) {
    out.array(field);
    for (var datum : data) {
      out.object().string("vendor", datum.realm().vendor());
      out.string("family", datum.realm().family()).string("account", datum.realm().account());
      out.string("kind", datum.kind()).string("text", datum.text()).endObject();
    }
    out.endArray();
  }

  /**
   * From a store's bytes; null for what this version cannot read, which is then as good as gone.
   */
  public static @Nullable Kept of(byte[] bytes) {
    try {
      var fields = Json.parse(bytes).object();
      var before = new ArrayList<Part.Reasoning>();
      for (var node : fields.elements("before")) {
        var reasoning = node.object();
        before.add(
            new Part.Reasoning(
                reasoning.need("text").string(),
                reasoning.flag("redacted"),
                Marks.NONE.withOpaque(opaque(reasoning.elements("opaque")))));
      }
      return new Kept(fields.need("call").string(), before, opaque(fields.elements("onCall")));
    } catch (InvalidException e) {
      return null;
    }
  }

  private static List<Opaque> opaque(List<Node> nodes) throws InvalidException {
    var data = new ArrayList<Opaque>();
    for (var node : nodes) {
      Fields datum = node.object();
      var realm =
          new Realm(
              datum.need("vendor").string(),
              datum.need("family").string(),
              datum.need("account").string());
      data.add(new Opaque(realm, datum.need("kind").string(), datum.need("text").string()));
    }
    return data;
  }
}
