package dev.headgate.conversation.model;

/**
 * How the caller wants the answer.
 *
 * @param stream as events
 * @param usageAsked whether a stream is to tell its usage; true where the dialect always does
 */
public record Delivery(boolean stream, boolean usageAsked) {}
