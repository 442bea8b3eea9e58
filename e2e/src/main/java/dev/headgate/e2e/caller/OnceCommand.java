package dev.headgate.e2e.caller;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code caller once}: calls, and prints each call's outcome as a line of JSON. */
@Command(
    name = "once",
    mixinStandardHelpOptions = true,
    description = "Calls once, or as often as it is told; exit code 1 when one went wrong.")
final class OnceCommand implements Callable<Integer> {
  @Mixin private Target target = new Target();

  @Option(names = "--model", defaultValue = "chat", description = "Default: ${DEFAULT-VALUE}")
  private String model = "";

  @Option(names = "--prompt", defaultValue = "Hello", description = "Default: ${DEFAULT-VALUE}")
  private String prompt = "";

  @Option(names = "--stream", description = "a streamed answer")
  private boolean stream;

  @Option(
      names = "--times",
      defaultValue = "1",
      description = "one after the other, until one fails")
  private int times;

  @Option(names = "--max-tokens", defaultValue = "200", description = "cap of the answer")
  private long maxTokens;

  private OnceCommand() {}

  @Override
  public Integer call() throws JsonProcessingException {
    ObjectMapper json = new ObjectMapper();
    try (Sdk sdk = target.sdk()) {
      var question = Sdk.question(model, prompt, maxTokens);
      for (int i = 0; i < times; i++) {
        Outcome outcome = stream ? sdk.streamed(question) : sdk.whole(question);
        System.out.println(json.writeValueAsString(outcome));
        if (!outcome.ok()) {
          return 1;
        }
      }
    }
    return 0;
  }
}
