package dev.headgate.conversation.dialect;

/**
 * What an answer needs beside itself.
 *
 * @param id for an answer whose provider gave none
 * @param model for an answer that does not say whose it is, as all of Bedrock's
 * @param createdSeconds since 1970, for an answer whose provider did not say
 * @param usageAsked whether a stream is to tell its usage, where the dialect leaves that to the
 *     caller
 * @param reasoningAsked whether the caller is ready for reasoning, where the dialect leaves that to
 *     the caller
 */
public record Reply(
    String id, String model, long createdSeconds, boolean usageAsked, boolean reasoningAsked) {}
