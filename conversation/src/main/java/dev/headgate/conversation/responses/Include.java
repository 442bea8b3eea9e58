package dev.headgate.conversation.responses;

import dev.headgate.conversation.dialect.Quirk;
import dev.headgate.conversation.dialect.Target;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.Json;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.Conversation;
import java.util.ArrayList;
import java.util.List;

/** What an answer is to tell besides, in the field {@code include}. */
final class Include {
  static final String ENCRYPTED = "reasoning.encrypted_content";
  static final String LOG_PROBS = "message.output_text.logprobs";

  private Include() {}

  /**
   * Encrypted reasoning is asked for wherever there may be some: without it the conversation could
   * not go on without the provider's store. Models that do not reason refuse the word.
   */
  static void write(Conversation conversation, Target target, JsonOut out) {
    var words = new ArrayList<String>();
    if (target.reasons()) {
      words.add('"' + ENCRYPTED + '"');
    }
    if (conversation.output().logProbs() != null && !target.has(Quirk.NO_LOG_PROBS)) {
      words.add('"' + LOG_PROBS + '"');
    }
    for (var extra : conversation.extras()) {
      if (extra.dialect().equals(ResponsesDialect.NAME) && extra.name().equals("include")) {
        addAll(extra.json(), words);
      }
    }
    if (!words.isEmpty()) {
      out.array("include");
      words.forEach(out::raw);
      out.endArray();
    }
  }

  private static void addAll(String json, List<String> words) {
    try {
      for (var word : Json.parse(json).elements()) {
        words.add(word.raw());
      }
    } catch (InvalidException e) {
      throw new IllegalArgumentException("an extra is one JSON value", e);
    }
  }
}
