package dev.headgate.conversation.gemini;

import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Probabilities of tokens: those chosen, and beside them, by position, the likeliest ones. */
final class GeminiLogProbs {
  private GeminiLogProbs() {}

  static List<TokenLogProb> read(@Nullable Message result) throws InvalidException {
    if (result == null) {
      return List.of();
    }
    var tops = result.repeated("topCandidates");
    var tokens = new ArrayList<TokenLogProb>();
    for (var node : result.repeated("chosenCandidates")) {
      var top = new ArrayList<TokenLogProb>();
      if (tokens.size() < tops.size()) {
        for (var one : Message.of(tops.get(tokens.size())).repeated("candidates")) {
          top.add(token(Message.of(one), List.of()));
        }
      }
      tokens.add(token(Message.of(node), top));
    }
    return tokens;
  }

  private static TokenLogProb token(Message token, List<TokenLogProb> top) throws InvalidException {
    var text = token.string("token");
    // A probability of 1 is a logarithm of 0, which protobuf's JSON leaves out.
    var probability = token.number("logProbability", -Double.MAX_VALUE, Double.MAX_VALUE);
    return new TokenLogProb(
        text == null ? "" : text, probability == null ? 0 : probability, null, top);
  }

  /** The field {@code logprobsResult}; nothing for none. */
  static void write(List<TokenLogProb> tokens, JsonOut out) {
    if (tokens.isEmpty()) {
      return;
    }
    out.object("logprobsResult");
    if (tokens.stream().anyMatch(token -> !token.top().isEmpty())) {
      out.array("topCandidates");
      for (var token : tokens) {
        out.object().array("candidates");
        token.top().forEach(top -> write(top, out));
        out.endArray().endObject();
      }
      out.endArray();
    }
    out.array("chosenCandidates");
    tokens.forEach(token -> write(token, out));
    out.endArray().endObject();
  }

  private static void write(TokenLogProb token, JsonOut out) {
    out.object().string("token", token.token()).decimal("logProbability", token.logProb());
    out.endObject();
  }
}
