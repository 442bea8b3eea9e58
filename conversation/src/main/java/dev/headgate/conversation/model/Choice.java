package dev.headgate.conversation.model;

import java.util.List;

/**
 * One of the answers.
 *
 * @param index from 0
 * @param parts in order
 * @param stop why it ended
 * @param logProbs per token; empty when not asked for
 */
public record Choice(int index, List<Part> parts, Stop stop, List<TokenLogProb> logProbs) {
  public Choice {
    parts = List.copyOf(parts);
    logProbs = List.copyOf(logProbs);
  }
}
