package dev.headgate.conversation.gemini;

import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Purpose;

/** Writes a request for an answer or for the number of tokens. */
final class GenerateEncoder {
  private static final int MAX_NAME = 63;

  private final Conversation conversation;
  private final Target target;
  private final Losses losses = new Losses();
  private final ToolNames names = new ToolNames(MAX_NAME, true);
  private final ByteSink sink = new ByteSink(4096);
  private final JsonOut out = new JsonOut(sink);

  GenerateEncoder(Conversation conversation, Target target) {
    this.conversation = conversation;
    this.target = target;
  }

  Encoded encode() {
    boolean count = conversation.purpose() == Purpose.COUNT;
    // Elsewhere instructions and tools are counted only as part of a whole request.
    boolean wrapped = count && !target.has(Quirk.VERTEX);
    out.object();
    if (wrapped) {
      out.object("generateContentRequest").string("model", "models/" + target.model());
    }
    new Contents(conversation, target, losses)
        .write(new PartEncoder(target, names, losses, out), out);
    var tools = new ToolsEncoder(conversation, target, names, losses, out);
    tools.write();
    if (!count) {
      new ConfigEncoder(conversation, target, losses).write(out);
      identity();
      Nested.write("", conversation.extras(), out);
    }
    losses.ofExtras(conversation.extras(), Path.ROOT, GeminiDialect.NAME);
    if (conversation.cache() != null) {
      losses.degrading(
          conversation.at(Field.CACHE), Loss.Action.DROPPED, "this provider caches by itself");
    }
    if (wrapped) {
      out.endObject();
    }
    out.endObject().close();
    return new Encoded(
        sink.toByteArray(), losses.list(), new WayBack(names.back(), tools.wrapped()));
  }

  private void identity() {
    var identity = conversation.identity();
    if (identity.user() != null) {
      dropped(Field.USER, "requests name no user here");
    }
    if (identity.safetyId() != null) {
      dropped(Field.SAFETY_ID, "requests name no user here");
    }
    if (identity.cacheKey() != null) {
      dropped(Field.CACHE_KEY, "the cache has no keys here");
    }
    if (identity.metadata().isEmpty()) {
      return;
    }
    if (!target.has(Quirk.VERTEX)) {
      dropped(Field.METADATA, "requests have no labels here");
      return;
    }
    out.object("labels");
    identity.metadata().forEach(out::string);
    out.endObject();
  }

  private void dropped(Field field, String why) {
    losses.degrading(conversation.at(field), Loss.Action.DROPPED, why);
  }
}
