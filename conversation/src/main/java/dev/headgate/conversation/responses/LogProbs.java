package dev.headgate.conversation.responses;

import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.TokenLogProb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Probabilities of tokens: the field {@code logprobs} of a text. */
final class LogProbs {
  private LogProbs() {}

  static List<TokenLogProb> read(@Nullable Node node) throws InvalidException {
    if (node == null || !node.isArray()) {
      return List.of();
    }
    var tokens = new ArrayList<TokenLogProb>();
    for (var token : node.elements()) {
      tokens.add(token(token.object()));
    }
    return tokens;
  }

  private static TokenLogProb token(Fields token) throws InvalidException {
    List<Integer> bytes = null;
    var node = token.take("bytes");
    if (node != null) {
      bytes = new ArrayList<>();
      for (var one : node.elements()) {
        bytes.add((int) one.integer(0, 255));
      }
    }
    var text = token.string("token");
    var probability = token.number("logprob", -Double.MAX_VALUE, Double.MAX_VALUE);
    return new TokenLogProb(
        text == null ? "" : text,
        probability == null ? 0 : probability,
        bytes,
        read(token.take("top_logprobs")));
  }

  static void write(List<TokenLogProb> tokens, JsonOut out) {
    out.array("logprobs");
    tokens.forEach(token -> token(token, true, out));
    out.endArray();
  }

  private static void token(TokenLogProb token, boolean withTop, JsonOut out) {
    out.object().string("token", token.token()).decimal("logprob", token.logProb());
    out.array("bytes");
    if (token.bytes() == null) {
      for (byte one : token.token().getBytes(StandardCharsets.UTF_8)) {
        out.number(one & 0xff);
      }
    } else {
      token.bytes().forEach(out::number);
    }
    out.endArray();
    if (withTop) {
      out.array("top_logprobs");
      token.top().forEach(top -> token(top, false, out));
      out.endArray();
    }
    out.endObject();
  }
}
