package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.anthropic.ThinkingPlan;
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
import dev.headgate.conversation.model.OutputFormat;
import dev.headgate.conversation.model.Path;
import dev.headgate.conversation.model.Purpose;
import dev.headgate.conversation.schema.StrictSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a request. Its model and whether to stream stand in its path. */
final class ConverseEncoder {
  private static final int MAX_NAME = 64;

  /** Where neither the caller nor the catalogue says; for the budget of thinking only. */
  private static final int DEFAULT_MAX_TOKENS = 4096;

  private static final String JSON_ONLY =
      "Answer with one JSON object and nothing else: no words around it, no code fence.";

  private final Conversation conversation;
  private final Target target;
  private final boolean claude;
  private final Losses losses = new Losses();
  private final ToolNames names = new ToolNames(MAX_NAME);
  private final ByteSink sink = new ByteSink(4096);
  private final JsonOut out = new JsonOut(sink);

  ConverseEncoder(Conversation conversation, Target target) {
    this.conversation = conversation;
    this.target = target;
    this.claude = BedrockDialect.claude(target.realm());
  }

  Encoded encode() {
    boolean count = conversation.purpose() == Purpose.COUNT;
    var turns = new ConverseTurns(conversation, losses);
    int max = maxTokens();
    var thinking = thinking(turns, max);
    turns.end(claude && !thinking.on() && !target.has(Quirk.NO_PREFILL));
    var cache = new CachePoints(claude || target.model().contains("nova"), losses);
    if (conversation.cache() != null) {
      losses.degrading(
          conversation.at(Field.CACHE), Loss.Action.DROPPED, "cache points stand at parts here");
    }
    out.object();
    if (count) {
      // CountTokens takes what Converse takes, but for what no token comes of.
      out.object("input").object("converse");
    }
    var tools = new ConverseTools(conversation, turns.called(), names, cache, losses, out);
    tools.write();
    var blocks = new ConverseBlocks(names, cache, losses, out);
    turns.writeSystem(blocks, instructions(tools), out);
    turns.writeMessages(blocks, out);
    if (count) {
      out.endObject().endObject();
    } else {
      var sampling = ConverseSampling.of(conversation, target, thinking.on(), losses);
      inference(sampling, max);
      format();
      modelFields(
          thinking, claude ? null : OthersReasoning.of(conversation, target, losses), sampling);
      identity();
      lost();
    }
    losses.ofExtras(conversation.extras(), Path.ROOT, BedrockDialect.NAME);
    out.endObject().close();
    return new Encoded(
        sink.toByteArray(), losses.list(), new WayBack(names.back(), tools.wrapped()));
  }

  /** 0 leaves it to the model. */
  private int maxTokens() {
    var asked = conversation.output().maxTokens();
    int most = target.maxOutputTokens();
    if (asked == null) {
      return most;
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

  private ThinkingPlan thinking(ConverseTurns turns, int max) {
    if (claude) {
      return ThinkingPlan.of(
          conversation,
          target,
          turns::runningToolTurnLacksThinking,
          max > 0 ? max : DEFAULT_MAX_TOKENS,
          losses);
    }
    return new ThinkingPlan(null, 0, null, null);
  }

  private List<String> instructions(ConverseTools tools) {
    var instructions = new ArrayList<String>();
    if (tools.forbidden()) {
      instructions.add(ConverseTools.NO_CALLS);
    }
    if (conversation.output().format() instanceof OutputFormat.AnyJson) {
      losses.degrading(
          conversation.at(Field.FORMAT),
          Loss.Action.WEAKENED,
          "said as an instruction: JSON without a schema is not enforced here");
      instructions.add(JSON_ONLY);
    }
    return instructions;
  }

  private void inference(ConverseSampling sampling, int max) {
    var stop = new ArrayList<String>();
    for (var text : conversation.output().stop()) {
      if (text.isBlank()) {
        losses.semantic(
            conversation.at(Field.STOP),
            Loss.Action.DROPPED,
            "a stop text must have more than white space here");
      } else {
        stop.add(text);
      }
    }
    out.object("inferenceConfig");
    if (max > 0) {
      out.number("maxTokens", max);
    }
    out.optional("temperature", sampling.temperature()).optional("topP", sampling.topP());
    if (!stop.isEmpty()) {
      out.array("stopSequences");
      stop.forEach(out::string);
      out.endArray();
    }
    out.endObject();
  }

  private void format() {
    if (!(conversation.output().format()
        instanceof OutputFormat.Schema(var name, var description, var schema, var strict))) {
      return;
    }
    var at = conversation.at(Field.FORMAT).field("schema");
    out.object("outputConfig").object("textFormat").string("type", "json_schema");
    // The schema is a text here, not an object.
    out.object("structure").object("jsonSchema");
    out.string("schema", StrictSchema.forAnthropic(schema, at, losses));
    out.optional("name", name).optional("description", description);
    out.endObject().endObject().endObject().endObject();
  }

  /** What Converse hands on to the model as it is, in the model's own words. */
  private void modelFields(
      ThinkingPlan thinking, @Nullable OthersReasoning others, ConverseSampling sampling) {
    if (thinking.type() == null
        && thinking.effort() == null
        && others == null
        && sampling.topK() == null) {
      return;
    }
    out.object("additionalModelRequestFields");
    thinking.write(out);
    if (others != null) {
      others.write(out);
    }
    if (thinking.effort() != null) {
      out.object("output_config");
      out.string("effort", thinking.effort().name().toLowerCase(Locale.ROOT)).endObject();
    }
    out.optional("top_k", sampling.topK());
    out.endObject();
  }

  private void identity() {
    var identity = conversation.identity();
    var metadata = new RequestMetadata(identity.metadata());
    metadata.write(out);
    if (!metadata.whole()) {
      degrading(Field.METADATA, "metadata are 16 short words at most here");
    }
    if (identity.user() != null) {
      degrading(Field.USER, "nobody is told who the user is here");
    }
    if (identity.safetyId() != null) {
      degrading(Field.SAFETY_ID, "nobody is told who the user is here");
    }
    if (identity.cacheKey() != null) {
      degrading(Field.CACHE_KEY, "there is no key of the cache here");
    }
  }

  private void lost() {
    var output = conversation.output();
    if (output.n() > 1) {
      losses.semantic(
          conversation.at(Field.N), Loss.Action.DROPPED, "there is one answer to a request here");
    }
    if (output.logProbs() != null) {
      losses.semantic(
          conversation.at(Field.LOG_PROBS), Loss.Action.DROPPED, "there are no probabilities here");
    }
    if (output.verbosity() != null) {
      degrading(Field.VERBOSITY, "there is no verbosity here");
    }
  }

  private void degrading(Field field, String why) {
    losses.degrading(conversation.at(field), Loss.Action.DROPPED, why);
  }
}
