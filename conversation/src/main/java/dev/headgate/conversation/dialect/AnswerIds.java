package dev.headgate.conversation.dialect;

import java.util.HashSet;
import java.util.Set;

/**
 * The ids of the calls in one answer as the caller is given them: canonical, and no two the same,
 * even where the provider gives none or one for all.
 */
public final class AnswerIds {
  private final String uniqueId;
  private final Set<String> given = new HashSet<>();
  private int calls;

  /**
   * @param uniqueId a word that no other answer has
   */
  public AnswerIds(String uniqueId) {
    this.uniqueId = uniqueId;
  }

  /** The id of the next call. */
  public String next(String providers) {
    int number = calls++;
    var id = providers.isEmpty() ? CallIds.made(uniqueId, number) : CallIds.canonical(providers);
    return given.add(id) ? id : CallIds.made(uniqueId, number);
  }
}
