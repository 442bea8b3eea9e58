/**
 * What objects' statuses say: pure functions from what compile found, what proxies acknowledged and
 * what they report. Knows no API server, so that one machine without a cluster says the same.
 */
@NullMarked
package dev.headgate.operator.status;

import org.jspecify.annotations.NullMarked;
