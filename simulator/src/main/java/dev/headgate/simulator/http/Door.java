package dev.headgate.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.simulator.answer.Author;
import dev.headgate.simulator.count.Counters;
import dev.headgate.simulator.count.Journal;
import dev.headgate.simulator.count.Tally;
import dev.headgate.simulator.dialect.Asked;
import dev.headgate.simulator.dialect.Dialect;
import dev.headgate.simulator.dialect.Problem;
import dev.headgate.simulator.dialect.Prompt;
import dev.headgate.simulator.dialect.Quirk;
import dev.headgate.simulator.dialect.Reading;
import dev.headgate.simulator.dialect.Usage;
import dev.headgate.simulator.script.Fault;
import dev.headgate.simulator.script.Faults;
import dev.headgate.simulator.script.Pace;
import dev.headgate.simulator.script.Profile;
import dev.headgate.simulator.script.Profiles;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where calls to providers come in: finds dialect, validates, scripts, answers. */
public final class Door {
  private final Vertx vertx;
  private final Dialects dialects;
  private final Faults faults;
  private final Profiles profiles;
  private final Counters counters;
  private final Journal journal;
  private final Author author;
  private final long seed;
  private final ObjectMapper mapper = new ObjectMapper();
  private final AtomicLong numbers = new AtomicLong();

  public Door(
      Vertx vertx,
      Dialects dialects,
      Faults faults,
      Profiles profiles,
      Counters counters,
      Journal journal,
      Author author,
      long seed) {
    this.vertx = vertx;
    this.dialects = dialects;
    this.faults = faults;
    this.profiles = profiles;
    this.counters = counters;
    this.journal = journal;
    this.author = author;
    this.seed = seed;
  }

  /** Answers a call; its body need not have come yet. */
  public void handle(HttpServerRequest request, String path) {
    // read to the end first: a hang-up is seen at once only behind a body that was read
    request.body().onSuccess(body -> handle(request, path, body));
  }

  private void handle(HttpServerRequest request, String path, Buffer body) {
    long number = numbers.incrementAndGet();
    Map<String, String> headers = SafeHeaders.of(request.headers());
    Address address = Address.of(path).orElse(null);
    String provider = address == null ? Address.provider(firstStep(path)) : address.provider();
    JsonNode json = parse(body.getBytes());
    String model = model(address, json);
    Set<Quirk> quirks = standing(provider, model);
    Dialect dialect = dialects.of(address, request, quirks == null ? Set.of() : quirks);
    journal.add(number, provider, model, request.method().name(), path, headers, body);
    Counters.Count count = counters.of(provider, model);
    Reading reading =
        quirks == null
            ? new Reading.Rejected(dialect.problem(Problem.Cause.UNKNOWN_MODEL, model))
            : read(request, asked(request, path, body), address, dialect, json, provider, model);

    switch (reading) {
      case Reading.Rejected(Problem problem) -> {
        count.asked(new Tally.Last(path, headers, Map.of()));
        count.refused();
        var call = new Call(number, request, dialect, Fault.NONE, count);
        Refusals.send(call, problem);
      }
      case Reading.Immediate immediate -> {
        count.asked(new Tally.Last(path, headers, Map.of()));
        serve(new Call(number, request, dialect, faults.take(provider, model), count), immediate);
      }
      case Reading.Accepted(Prompt prompt) -> {
        count.asked(new Tally.Last(path, headers, facts(prompt)));
        var call = new Call(number, request, dialect, faults.take(provider, model), count);
        serve(call, prompt, profiles.of(provider, model), quirks == null ? Set.of() : quirks);
      }
    }
  }

  private Reading read(
      HttpServerRequest request,
      Asked asked,
      @Nullable Address address,
      Dialect dialect,
      @Nullable JsonNode json,
      String provider,
      String model) {
    String path = asked.path();
    Problem refusal = refusal(request, asked, address, dialect, provider, model);
    if (refusal != null || address == null) {
      return new Reading.Rejected(
          refusal == null ? dialect.problem(Problem.Cause.UNKNOWN_PATH, path) : refusal);
    }
    if (lists(address)) {
      return new Reading.Immediate(
          dialects.models(dialect, profiles.models(provider)), new Usage(0, 0, 0, 0));
    }
    return json == null
        ? new Reading.Rejected(dialect.problem(Problem.Cause.UNPARSABLE, ""))
        : dialects.read(address, dialect, json);
  }

  /** Quirks of the profile and of the model's name; null when the name asks for an unknown one. */
  private @Nullable Set<Quirk> standing(String provider, String model) {
    Set<Quirk> quirks = Quirk.named(model);
    Set<Quirk> profiled = profiles.of(provider, model).quirks();
    if (quirks != null && profiled != null) {
      quirks.addAll(profiled);
    }
    return quirks;
  }

  private void serve(Call call, Prompt prompt, Profile profile, Set<Quirk> standing) {
    Fault fault = call.fault();
    if (!fault.equals(Fault.NONE)) {
      call.count().faulted();
    }
    Problem problem = Refusals.scripted(fault, call.dialect(), prompt, profile);
    if (problem != null) {
      refuse(call, problem);
      return;
    }
    Refusals.headers(call);
    Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    quirks.addAll(standing);
    if (fault.quirks() != null) {
      quirks.addAll(fault.quirks());
    }
    new Delivery(
            vertx,
            call,
            author.answer(call.number(), prompt, profile, fault.contentFilter(), quirks),
            prompt,
            Pace.of(profile, fault, seed, call.number()))
        .start();
  }

  private void serve(Call call, Reading.Immediate immediate) {
    Fault fault = call.fault();
    if (!fault.equals(Fault.NONE)) {
      call.count().faulted();
    }
    Problem problem = Refusals.scripted(fault, call.dialect());
    if (problem != null) {
      refuse(call, problem);
      return;
    }
    Refusals.headers(call);
    new Delivery(vertx, call, immediate, Pace.of(Profile.INSTANT, fault, seed, call.number()))
        .start();
  }

  private void refuse(Call call, Problem problem) {
    Integer delay = call.fault().delayMs();
    if (delay == null) {
      Refusals.send(call, problem);
    } else {
      Refusals.sendLater(vertx, call, problem, delay);
    }
  }

  private @Nullable Problem refusal(
      HttpServerRequest request,
      Asked asked,
      @Nullable Address address,
      Dialect dialect,
      String provider,
      String model) {
    String path = asked.path();
    if (address == null) {
      return dialect.problem(Problem.Cause.UNKNOWN_PATH, request.method() + " " + path);
    }
    Problem credential = dialect.credential(asked, profiles.of(provider, model).apiKey());
    if (credential != null) {
      return credential;
    }
    Problem headers = dialect.headers(request::getHeader);
    if (headers != null) {
      return headers;
    }
    HttpMethod method = lists(address) ? HttpMethod.GET : HttpMethod.POST;
    return request.method().equals(method)
        ? null
        : Problem.of(405, "Not allowed to " + request.method() + " on " + path + ".");
  }

  private static Asked asked(HttpServerRequest request, String path, Buffer body) {
    String query = request.query() == null ? "" : request.query();
    return new Asked(
        request.method().name(), path, query, name -> header(request, name), body::getBytes);
  }

  private static @Nullable String header(HttpServerRequest request, @Nullable String name) {
    String value = request.getHeader(name);
    // HTTP/2 has its host elsewhere
    return value == null && "host".equals(name) && request.authority() != null
        ? request.authority().toString()
        : value;
  }

  private static boolean lists(Address address) {
    return address.endpoint() == Address.Endpoint.MODELS
        || address.endpoint() == Address.Endpoint.GEMINI_MODELS;
  }

  private static String model(@Nullable Address address, @Nullable JsonNode json) {
    if (address != null && !address.model().isEmpty()) {
      return address.model();
    }
    return json == null ? "" : json.path("model").asText("");
  }

  private @Nullable JsonNode parse(byte[] bytes) {
    try {
      JsonNode json = mapper.readTree(bytes);
      return json == null || json.isMissingNode() ? null : json;
    } catch (JsonProcessingException e) {
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("reading an array does no I/O", e);
    }
  }

  private static String firstStep(String path) {
    int end = path.indexOf('/', 1);
    return end < 0 ? path : path.substring(0, end);
  }

  private static Map<String, Object> facts(Prompt prompt) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("stream", prompt.stream());
    facts.put("streamUsage", prompt.streamUsage());
    facts.put("cap", prompt.cap() == null ? -1 : prompt.cap());
    facts.put("messages", prompt.messages());
    facts.put("inputTokens", prompt.inputTokens());
    facts.put("tools", prompt.tools().size());
    facts.put("choices", prompt.choices());
    return facts;
  }
}
