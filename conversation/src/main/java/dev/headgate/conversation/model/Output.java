package dev.headgate.conversation.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answer may be.
 *
 * @param maxTokens cap on all output, reasoning included, 1 or more; null when not said
 * @param stop texts that end the answer
 * @param n how many answers, 1 or more
 * @param format of the text
 * @param logProbs how many alternatives to tell per token, 0 or more; null for no probabilities
 * @param verbosity {@code low}, {@code medium}, {@code high}; null when not said
 */
public record Output(
    @Nullable Integer maxTokens,
    List<String> stop,
    int n,
    OutputFormat format,
    @Nullable Integer logProbs,
    @Nullable String verbosity) {
  /** One answer of any kind. */
  public static final Output UNSAID =
      new Output(null, List.of(), 1, new OutputFormat.AnyText(), null, null);

  public Output {
    stop = List.copyOf(stop);
  }

  /** The same with another cap. */
  public Output withMaxTokens(@Nullable Integer maxTokens) {
    return new Output(maxTokens, stop, n, format, logProbs, verbosity);
  }
}
