package dev.headgate.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.simulator.answer.Author;
import dev.headgate.simulator.control.ControlApi;
import dev.headgate.simulator.count.Counters;
import dev.headgate.simulator.count.Journal;
import dev.headgate.simulator.dialect.gemini.GoogleAccounts;
import dev.headgate.simulator.http.Dialects;
import dev.headgate.simulator.http.Door;
import dev.headgate.simulator.http.TokenDoor;
import dev.headgate.simulator.script.Faults;
import dev.headgate.simulator.script.Profile;
import dev.headgate.simulator.script.Profiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Clock;

/**
 * Providers on one port: any path prefix is one of its own. What happens to calls is scripted over
 * HTTP ({@code docs/simulator.md}) or, in the same process, with the objects this gives out, which
 * are safe for any thread.
 */
public final class Simulator {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int HEADER_BYTES = 64 * 1024;

  private final HttpServer server;
  private final GoogleAccounts accounts;
  private final Faults faults;
  private final Profiles profiles;
  private final Counters counters = new Counters();
  private final Journal journal = new Journal();
  private final ObjectMapper mapper = new ObjectMapper();

  private Simulator(Vertx vertx, HttpServerOptions options, Profile otherwise, long seed) {
    this.faults = new Faults();
    this.profiles = new Profiles(otherwise);
    Clock clock = Clock.systemUTC();
    var author = new Author(clock);
    this.accounts = new GoogleAccounts(clock);
    var dialects = new Dialects(clock, accounts);
    var door = new Door(vertx, dialects, faults, profiles, counters, journal, author, seed);
    var tokens = new TokenDoor(accounts, faults);
    var control = new ControlApi(faults, profiles, counters, journal, accounts);
    this.server =
        vertx
            .createHttpServer(options)
            .requestHandler(
                request -> {
                  String path = request.path() == null ? "/" : request.path();
                  if (path.startsWith(ControlApi.PREFIX)) {
                    control.handle(request, path);
                  } else if (tokens.is(request, path)) {
                    tokens.handle(request, path);
                  } else {
                    door.handle(request, path);
                  }
                });
  }

  /**
   * Starts one on the loopback address whose models answer at once.
   *
   * @param port 0 for any free one
   */
  public static Future<Simulator> start(Vertx vertx, int port) {
    return start(vertx, new HttpServerOptions().setHost(LOOPBACK).setPort(port));
  }

  /** Starts one with the server's options, TLS and ALPN among them. */
  public static Future<Simulator> start(Vertx vertx, HttpServerOptions options) {
    return start(vertx, options, Profile.INSTANT, 1);
  }

  /**
   * Starts one.
   *
   * @param otherwise how models behave that no profile was put for
   * @param seed of every random delay
   */
  public static Future<Simulator> start(
      Vertx vertx, HttpServerOptions options, Profile otherwise, long seed) {
    var lenient = new HttpServerOptions(options).setMaxHeaderSize(HEADER_BYTES);
    var simulator = new Simulator(vertx, lenient, otherwise, seed);
    return simulator.server.listen().map(listening -> simulator);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }

  /**
   * Scripts a fault, as {@code POST /_control/faults} does.
   *
   * @param json the body of that call, such as {@code {"provider": "openai-a", "fault": {"status":
   *     500}}}
   * @throws IllegalArgumentException when it is not one
   */
  public void script(String json) {
    try {
      faults.add(mapper.readValue(json, Faults.Scripted.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /**
   * Sets a profile, as {@code PUT /_control/profiles} does.
   *
   * @param json the body of that call
   * @throws IllegalArgumentException when it is not one
   */
  public void profile(String json) {
    try {
      profiles.put(mapper.readValue(json, Profiles.Entry.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** Faults that wait. */
  public Faults faults() {
    return faults;
  }

  /** Google's side of Vertex: who may have tokens, and those that were granted. */
  public GoogleAccounts google() {
    return accounts;
  }

  /** Profiles that were put. */
  public Profiles profiles() {
    return profiles;
  }

  /** What was asked and billed. */
  public Counters counters() {
    return counters;
  }

  /** The latest requests. */
  public Journal journal() {
    return journal;
  }
}
