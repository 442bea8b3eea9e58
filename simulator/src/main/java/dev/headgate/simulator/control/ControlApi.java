package dev.headgate.simulator.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.simulator.count.Counters;
import dev.headgate.simulator.count.Journal;
import dev.headgate.simulator.dialect.gemini.GoogleAccounts;
import dev.headgate.simulator.script.Faults;
import dev.headgate.simulator.script.Profiles;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/** What tests script and read: everything under {@code /_control/}. */
public final class ControlApi {
  /** Where it stands. */
  public static final String PREFIX = "/_control/";

  private final GoogleAccounts accounts;
  private final Faults faults;
  private final Profiles profiles;
  private final Counters counters;
  private final Journal journal;
  private final ObjectMapper mapper = new ObjectMapper();

  public ControlApi(
      Faults faults,
      Profiles profiles,
      Counters counters,
      Journal journal,
      GoogleAccounts accounts) {
    this.accounts = accounts;
    this.faults = faults;
    this.profiles = profiles;
    this.counters = counters;
    this.journal = journal;
  }

  /** Answers a call to the control API. */
  public void handle(HttpServerRequest request, String path) {
    request.body().onSuccess(body -> handle(request, path, body));
  }

  private void handle(HttpServerRequest request, String path, Buffer body) {
    String provider = request.getParam("provider");
    try {
      switch (request.method().name() + " " + path.substring(PREFIX.length())) {
        case "POST faults" -> {
          faults.add(mapper.readValue(body.getBytes(), Faults.Scripted.class));
          reply(request, 201, Map.of("faults", faults.list()));
        }
        case "GET faults" -> reply(request, 200, Map.of("faults", faults.list()));
        case "DELETE faults" -> {
          if (provider == null) {
            faults.clear();
          } else {
            faults.clear(provider);
          }
          reply(request, 200, Map.of("faults", faults.list()));
        }
        case "PUT profiles" -> {
          profiles.put(mapper.readValue(body.getBytes(), Profiles.Entry.class));
          reply(request, 200, Map.of("profiles", profiles.list()));
        }
        case "GET profiles" -> reply(request, 200, Map.of("profiles", profiles.list()));
        case "DELETE profiles" -> {
          profiles.clear();
          reply(request, 200, Map.of("profiles", profiles.list()));
        }
        case "GET counters" ->
            reply(
                request, 200, Map.of("total", counters.total(provider), "models", counters.list()));
        case "DELETE counters" -> {
          counters.clear();
          journal.clear();
          reply(request, 200, Map.of("models", counters.list()));
        }
        case "GET google-key" ->
            send(
                request,
                200,
                accounts.keyFile(
                    request.scheme()
                        + "://"
                        + request.authority()
                        + "/"
                        + (provider == null ? "vertex" : provider)
                        + "/token"));
        case "GET requests" -> reply(request, 200, Map.of("requests", journal.list(provider)));
        default ->
            reply(
                request,
                404,
                Map.of(
                    "error",
                    "the control API has POST|GET|DELETE faults, PUT|GET|DELETE profiles,"
                        + " GET|DELETE counters, GET requests, GET google-key"));
      }
    } catch (JsonProcessingException e) {
      reply(request, 400, Map.of("error", e.getOriginalMessage()));
    } catch (java.io.IOException e) {
      throw new IllegalStateException("reading an array does no I/O", e);
    }
  }

  private void reply(HttpServerRequest request, int status, Object answer) {
    try {
      send(request, status, mapper.writeValueAsString(answer));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records are always writable", e);
    }
  }

  private static void send(HttpServerRequest request, int status, String json) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(json);
  }
}
