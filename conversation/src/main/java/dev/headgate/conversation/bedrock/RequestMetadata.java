package dev.headgate.conversation.bedrock;

import dev.headgate.conversation.json.JsonOut;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The caller's own labels, which Bedrock writes into its invocation logs as far as they fit. */
final class RequestMetadata {
  private static final int MOST = 16;
  private static final Pattern FITTING = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,.\\-]{0,256}");

  private final Map<String, String> fitting = new LinkedHashMap<>();
  private final boolean whole;

  RequestMetadata(Map<String, String> labels) {
    labels.forEach(
        (name, value) -> {
          if (fitting.size() < MOST
              && !name.isEmpty()
              && FITTING.matcher(name).matches()
              && FITTING.matcher(value).matches()) {
            fitting.put(name, value);
          }
        });
    this.whole = fitting.size() == labels.size();
  }

  /** Whether all fit. */
  boolean whole() {
    return whole;
  }

  void write(JsonOut out) {
    if (!fitting.isEmpty()) {
      out.object("requestMetadata");
      fitting.forEach(out::string);
      out.endObject();
    }
  }
}
