package dev.headgate.conversation.anthropic;

import dev.headgate.conversation.dialect.Encoded;
import dev.headgate.conversation.dialect.Losses;
import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.dialect.ToolNames;
import dev.headgate.conversation.dialect.WayBack;
import dev.headgate.conversation.json.ByteSink;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import dev.headgate.conversation.model.Extra;
import dev.headgate.conversation.model.Field;
import dev.headgate.conversation.model.Loss;
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.schema.StrictSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a request for an answer or for the number of tokens. */
final class MessagesEncoder {
  private static final int MAX_NAME = 128;

  /** In the body on clouds, in a header at Anthropic's own endpoint. */
  private static final String VERSION = "anthropic_version";

  private static final String VERTEX_VERSION = "vertex-2023-10-16";
  private static final int MAX_USER_ID = 256;

  /** Where neither the caller nor the catalogue says: every Claude writes as much. */
  private static final int DEFAULT_MAX_TOKENS = 4096;

  private static final String JSON_ONLY =
      "Answer with one JSON object and nothing else: no words around it, no code fence.";

  private final Conversation conversation;
  private final Target target;
  private final Losses losses = new Losses();
  private final ToolNames names = new ToolNames(MAX_NAME);
  private final ByteSink sink = new ByteSink(4096);
  private final JsonOut out = new JsonOut(sink);

  MessagesEncoder(Conversation conversation, Target target) {
    this.conversation = conversation;
    this.target = target;
  }

  Encoded encode() {
    boolean answer = conversation.purpose() == Purpose.ANSWER;
    var messages = new Messages(conversation, target, losses);
    int max = maxTokens();
    var thinking =
        ThinkingPlan.of(conversation, target, messages::runningToolTurnLacksThinking, max, losses);
    messages.end(thinking.on());
    var cache = new CacheControl(losses, conversation.cache() == null ? 0 : 1);
    out.object();
    if (answer && target.has(Quirk.VERTEX)) {
      // There the path names the model.
      out.string(VERSION, VERTEX_VERSION);
    } else {
      out.string("model", target.model());
    }
    if (answer) {
      out.number("max_tokens", max);
    }
    var tools = new MessagesToolsEncoder(conversation, names, cache, losses, out);
    tools.write();
    var blocks = new BlockEncoder(names, cache, losses, out);
    messages.write(blocks, instructions(), out);
    if (!hasExtra("thinking")) {
      thinking.write(out);
    }
    config(thinking);
    if (conversation.cache() != null) {
      CacheControl.write(conversation.cache(), out);
    }
    if (answer) {
      new SamplingEncoder(conversation, target, thinking.on(), losses, out).write();
      output();
      identity();
      if (conversation.delivery().stream()) {
        out.bool("stream", true);
      }
    }
    out.extras(AnthropicDialect.NAME, conversation.extras().stream().filter(this::kept).toList());
    losses.ofExtras(conversation.extras(), Path.ROOT, AnthropicDialect.NAME);
    out.endObject().close();
    return new Encoded(
        sink.toByteArray(), losses.list(), new WayBack(names.back(), tools.wrapped()));
  }

  private boolean kept(Extra extra) {
    boolean own = extra.dialect().equals(AnthropicDialect.NAME);
    if (own && extra.name().equals(MessagesDecoder.THREAD) && target.has(Quirk.VERTEX)) {
      losses.degrading(
          Path.ROOT.field(MessagesDecoder.THREAD),
          Loss.Action.DROPPED,
          "only Anthropic itself holds conversations");
      return false;
    }
    return !extra.name().equals(VERSION);
  }

  private boolean hasExtra(String name) {
    return conversation.extras().stream()
        .anyMatch(e -> e.dialect().equals(AnthropicDialect.NAME) && e.name().equals(name));
  }

  private int maxTokens() {
    var asked = conversation.output().maxTokens();
    int most = target.maxOutputTokens();
    if (asked == null) {
      return most > 0 ? most : DEFAULT_MAX_TOKENS;
    }
    if (most > 0 && asked > most) {
      losses.degrading(
          conversation.at(Field.MAX_TOKENS),
          Loss.Action.CLAMPED,
          "this model writes at most " + most + " tokens");
      return most;
    }
    return asked;
  }

  private List<String> instructions() {
    var instructions = new ArrayList<String>();
    if (conversation.output().format() instanceof OutputFormat.AnyJson) {
      losses.degrading(
          conversation.at(Field.FORMAT),
          Loss.Action.WEAKENED,
          "said as an instruction: JSON without a schema is not enforced here");
      instructions.add(JSON_ONLY);
    }
    return instructions;
  }

  private void config(ThinkingPlan thinking) {
    var effort = thinking.effort();
    var format = conversation.output().format();
    if (effort == null && !(format instanceof OutputFormat.Schema)) {
      return;
    }
    out.object("output_config");
    if (effort != null) {
      out.string("effort", effort.name().toLowerCase(Locale.ROOT));
    }
    if (format instanceof OutputFormat.Schema(var name, var description, var schema, var strict)) {
      var at = conversation.at(Field.FORMAT);
      if (description != null) {
        losses.degrading(
            at.field("description"), Loss.Action.DROPPED, "a format has no description here");
      }
      out.object("format").string("type", "json_schema");
      out.raw("schema", StrictSchema.forAnthropic(schema, at.field("schema"), losses));
      out.endObject();
    }
    out.endObject();
  }

  private void output() {
    var output = conversation.output();
    if (output.n() > 1) {
      semantic(Field.N, "there is one answer to a request here");
    }
    if (output.logProbs() != null) {
      semantic(Field.LOG_PROBS, "there are no probabilities here");
    }
    degrading(Field.VERBOSITY, output.verbosity(), "there is no verbosity here");
    var stop = new ArrayList<String>();
    for (var text : output.stop()) {
      if (text.isBlank()) {
        semantic(Field.STOP, "a stop text must have more than white space here");
      } else {
        stop.add(text);
      }
    }
    if (!stop.isEmpty()) {
      out.array("stop_sequences");
      stop.forEach(out::string);
      out.endArray();
    }
  }

  private void identity() {
    var identity = conversation.identity();
    degrading(Field.CACHE_KEY, identity.cacheKey(), "the cache has no keys here");
    if (!identity.metadata().isEmpty()) {
      degrading(Field.METADATA, "", "requests have no labels here");
    }
    var user = identity.safetyId() == null ? identity.user() : identity.safetyId();
    if (identity.safetyId() != null
        && identity.user() != null
        && !identity.user().equals(identity.safetyId())) {
      degrading(Field.USER, identity.user(), "there is one name for the user here");
    }
    if (user == null) {
      return;
    }
    if (user.length() > MAX_USER_ID) {
      degrading(
          Field.USER, user, "the user's name has at most " + MAX_USER_ID + " characters here");
    } else {
      out.object("metadata").string("user_id", user).endObject();
    }
  }

  private void semantic(Field field, String why) {
    losses.semantic(conversation.at(field), Loss.Action.DROPPED, why);
  }

  private void degrading(Field field, @Nullable String value, String why) {
    if (value != null) {
      losses.degrading(conversation.at(field), Loss.Action.DROPPED, why);
    }
  }
}
