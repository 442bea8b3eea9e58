package dev.headgate.dataplane.dialect;

import org.jspecify.annotations.Nullable;

/**
 * An error that the proxy tells a caller.
 *
 * @param status of HTTP, as OpenAI's callers get it
 * @param code stable, of surface.md
 * @param type of OpenAI's error object
 * @param message what happened, who decided it, what to do
 * @param param the offending value's path; null when there is none
 */
public record Trouble(
    int status, String code, String type, String message, @Nullable String param) {}
