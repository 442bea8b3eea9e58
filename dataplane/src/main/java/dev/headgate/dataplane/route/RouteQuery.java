package dev.headgate.dataplane.route;

import dev.headgate.contract.Consumer;
import dev.headgate.contract.Dialect;

/**
 * What decides which route takes a call.
 *
 * @param consumer who calls
 * @param dialect what they speak
 * @param model as they wrote it; compared with its case
 * @param headers of the request
 */
public record RouteQuery(Consumer consumer, Dialect dialect, String model, HeaderLookup headers) {}
