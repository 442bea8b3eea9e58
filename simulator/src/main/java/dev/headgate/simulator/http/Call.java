package dev.headgate.simulator.http;

import dev.headgate.simulator.count.Counters;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.script.Fault;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * One call that is being answered.
 *
 * @param number of the request, from 1
 * @param fault what is scripted to go wrong with it
 * @param count where it counts
 */
record Call(
    long number, HttpServerRequest request, Dialect dialect, Fault fault, Counters.Count count) {
  HttpServerResponse response() {
    return request.response();
  }
}
