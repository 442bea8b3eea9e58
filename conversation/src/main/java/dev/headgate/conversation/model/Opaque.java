package dev.headgate.conversation.model;

/**
 * Data of a provider that only its realm understands: a signature, encrypted reasoning. It is never
 * parsed and never re-encoded; it goes back exactly as it came, or not at all.
 *
 * @param realm where it is valid
 * @param kind what it is, in the dialect's word: {@code signature}, {@code redacted_thinking},
 *     {@code encrypted_content}, {@code thoughtSignature}; a dialect writes only kinds that it
 *     knows
 * @param text exactly as it came
 */
public record Opaque(Realm realm, String kind, String text) {}
