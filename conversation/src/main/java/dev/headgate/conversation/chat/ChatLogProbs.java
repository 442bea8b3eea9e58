package dev.headgate.conversation.chat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.headgate.conversation.json.Fields;
import dev.headgate.conversation.json.InvalidException;
import dev.headgate.conversation.json.JsonOut;
import dev.headgate.conversation.json.JsonText;
import dev.headgate.conversation.json.Node;
import dev.headgate.conversation.model.TokenLogProb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Probabilities of tokens. */
final class ChatLogProbs {
  private ChatLogProbs() {}

  /** Those of a choice, of its content and of its refusal. */
  static List<TokenLogProb> read(@Nullable Node node) throws InvalidException {
    if (node == null) {
      return List.of();
    }
    var fields = node.object();
    var tokens = new ArrayList<TokenLogProb>();
    for (var list : List.of("content", "refusal")) {
      for (var token : fields.elements(list)) {
        tokens.add(token(token.object()));
      }
    }
    return tokens;
  }

  /** Those of a choice in a stream, whose object has begun. */
  static List<TokenLogProb> read(JsonParser json) throws IOException {
    var tokens = new ArrayList<TokenLogProb>();
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      if (json.nextToken() == JsonToken.START_ARRAY
          && (name.equals("content") || name.equals("refusal"))) {
        tokens(json, tokens);
      } else {
        json.skipChildren();
      }
    }
    return tokens;
  }

  private static void tokens(JsonParser json, List<TokenLogProb> tokens) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        tokens.add(token(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private static TokenLogProb token(JsonParser json) throws IOException {
    var token = "";
    double probability = 0;
    List<Integer> bytes = null;
    var top = new ArrayList<TokenLogProb>();
    for (var name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      var kind = json.nextToken();
      switch (name) {
        case "token" -> token = JsonText.whole(json.getText());
        case "logprob" -> probability = json.getValueAsDouble();
        case "bytes" -> {
          if (kind == JsonToken.START_ARRAY) {
            bytes = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
              bytes.add(json.getValueAsInt());
              json.skipChildren();
            }
          }
        }
        case "top_logprobs" -> {
          if (kind == JsonToken.START_ARRAY) {
            tokens(json, top);
          }
        }
        default -> json.skipChildren();
      }
    }
    return new TokenLogProb(token, probability, bytes, top);
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
    var top = new ArrayList<TokenLogProb>();
    for (var other : token.elements("top_logprobs")) {
      top.add(token(other.object()));
    }
    var probability = token.need("logprob").number(-Double.MAX_VALUE, Double.MAX_VALUE);
    return new TokenLogProb(token.need("token").string(), probability, bytes, top);
  }

  /** The field {@code logprobs}. */
  static void write(List<TokenLogProb> tokens, JsonOut out) {
    if (tokens.isEmpty()) {
      out.nil("logprobs");
      return;
    }
    out.object("logprobs").array("content");
    tokens.forEach(token -> token(token, true, out));
    out.endArray().nil("refusal").endObject();
  }

  private static void token(TokenLogProb token, boolean withTop, JsonOut out) {
    out.object().string("token", token.token()).decimal("logprob", token.logProb());
    if (token.bytes() == null) {
      out.nil("bytes");
    } else {
      out.array("bytes");
      token.bytes().forEach(out::number);
      out.endArray();
    }
    if (withTop) {
      out.array("top_logprobs");
      token.top().forEach(top -> token(top, false, out));
      out.endArray();
    }
    out.endObject();
  }
}
