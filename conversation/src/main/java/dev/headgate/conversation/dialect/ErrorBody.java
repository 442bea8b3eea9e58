package dev.headgate.conversation.dialect;

/**
 * An error as the caller's dialect says it.
 *
 * @param status of HTTP
 * @param body JSON, UTF-8
 */
// Never compared: a body is written and sent.
@SuppressWarnings("ArrayRecordComponent")
public record ErrorBody(int status, byte[] body) {}
