/**
 * The data port: one request's way from its head to the last byte of its answer (house.md,
 * "Across"). {@link dev.headgate.dataplane.http.Exchange} reads as that list.
 */
@NullMarked
package dev.headgate.dataplane.http;

import org.jspecify.annotations.NullMarked;
