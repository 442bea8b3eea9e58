package dev.headgate.conversation.dialect;

import dev.headgate.conversation.model.Realm;

/**
 * What an answer does not say itself.
 *
 * @param origin who answers: the realm of its opaque data
 * @param wayBack how the request was said
 * @param uniqueId a word that no other answer has, for the ids of calls to which the provider gives
 *     none
 */
public record AnswerContext(Realm origin, WayBack wayBack, String uniqueId) {}
