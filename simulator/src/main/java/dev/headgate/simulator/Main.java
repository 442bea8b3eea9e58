package dev.headgate.simulator;

import dev.headgate.simulator.script.Profile;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code headgate simulator}: runs until it is stopped. */
@Command(
    name = "headgate simulator",
    mixinStandardHelpOptions = true,
    description = "LLM providers for tests: OpenAI, Anthropic and Gemini dialects with faults.")
public final class Main implements Callable<Integer> {
  @Option(
      names = "--port",
      defaultValue = "9090",
      description = "Port; 0 for any free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}")
  private String host = "";

  @Option(
      names = "--profile",
      defaultValue = "Instant",
      description =
          "How models behave unless told otherwise: ${COMPLETION-CANDIDATES}. Default:"
              + " ${DEFAULT-VALUE}")
  private Profile.Kind kind = Profile.Kind.Instant;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of every random delay. Default: ${DEFAULT-VALUE}")
  private long seed;

  private Main() {}

  /** Starts it; {@code bin/headgate} says the command's name first. */
  public static void main(String[] args) {
    boolean named = args.length > 0 && args[0].equals("simulator");
    String[] options = named ? Arrays.copyOfRange(args, 1, args.length) : args;
    int code = new CommandLine(new Main()).execute(options);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
    var options = new HttpServerOptions().setHost(host).setPort(port);
    Simulator simulator;
    try {
      simulator =
          Simulator.start(vertx, options, Profile.of(kind), seed)
              .toCompletionStage()
              .toCompletableFuture()
              .get();
    } catch (ExecutionException e) {
      vertx.close();
      if (e.getCause() instanceof BindException) {
        System.err.println(
            "headgate: port " + port + " on " + host + " is taken; choose with --port");
        return 1;
      }
      throw new IllegalStateException(e.getCause());
    }
    System.out.println("simulator listening on http://" + host + ":" + simulator.port());
    new CountDownLatch(1).await();
    return 0;
  }
}
