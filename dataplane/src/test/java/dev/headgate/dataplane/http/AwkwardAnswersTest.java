package dev.headgate.dataplane.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.contract.Dialect;
import dev.headgate.dataplane.budget.RedisProcess;
import dev.headgate.dataplane.http.SdkCaller.Way;
import dev.headgate.simulator.dialect.Quirk;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every awkward shape that the simulator's answers take, of every provider, seen by the official
 * SDKs for Java. The conversation goes on at another provider, and then at the first one, which are
 * as strict as ever.
 */
final class AwkwardAnswersTest {
  /** After these there is nothing to go on with. */
  private static final Set<Quirk> ENDS = EnumSet.of(Quirk.EndMidArguments, Quirk.Refuses);

  private static final Set<Quirk> OF_CHAT =
      EnumSet.of(
          Quirk.EmptyOpening,
          Quirk.InterleavedCalls,
          Quirk.WholeCalls,
          Quirk.ReasoningContent,
          Quirk.ReasoningWithContent,
          Quirk.CumulativeUsage);
  private static final Set<Quirk> OF_CLAUDE =
      EnumSet.of(Quirk.EmptyThinking, Quirk.RedactedThinking, Quirk.CumulativeUsage);
  private static final Set<Quirk> OF_GEMINI =
      EnumSet.of(Quirk.CallIds, Quirk.NoCallIds, Quirk.FinishWithoutParts, Quirk.SignatureOnText);

  @RegisterExtension static final SimulatedProviders PROVIDERS = new SimulatedProviders();

  private static RedisProcess redis;

  @BeforeAll
  static void start() {
    redis = new RedisProcess(RedisProcess.newest());
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  static Stream<Arguments> shapes() {
    return Stream.of(Dialect.values())
        .flatMap(
            provider ->
                Stream.of(Quirk.values())
                    .filter(quirk -> !ENDS.contains(quirk) && means(quirk, provider))
                    .map(quirk -> Arguments.of(provider, quirk)));
  }

  /** Whether this provider's answers have that shape at all. */
  private static boolean means(Quirk quirk, Dialect provider) {
    var few = EnumSet.copyOf(OF_CHAT);
    few.addAll(OF_CLAUDE);
    few.addAll(OF_GEMINI);
    return !few.contains(quirk)
        || switch (provider) {
          case OpenAI, AzureOpenAI -> OF_CHAT.contains(quirk);
          case Anthropic, VertexAnthropic, Bedrock -> OF_CLAUDE.contains(quirk);
          case Gemini, VertexGemini -> OF_GEMINI.contains(quirk);
          case OpenAIResponses -> false;
        };
  }

  /** What the SDK itself does not understand of a server of its own dialect, which is relayed. */
  private static boolean isUnread(Quirk quirk, Dialect caller, Dialect provider) {
    return quirk == Quirk.CumulativeUsage
        && caller == Dialect.OpenAI
        && (provider == Dialect.OpenAI || provider == Dialect.AzureOpenAI);
  }

  private static void fault(Dialect provider, String fault) {
    PROVIDERS
        .simulator()
        .script("{\"provider\":\"" + ProviderFaces.name(provider) + "\",\"fault\":" + fault + "}");
  }

  private static void quirk(Dialect provider, Quirk quirk) {
    fault(provider, "{\"quirks\":[\"" + quirk + "\"]}");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("shapes")
  void theConversationGoesOn(Dialect provider, Quirk quirk) {
    var faults = new ArrayList<String>();
    // Gemini cannot be told a call whose arguments are none.
    int least = quirk == Quirk.MalformedCall ? 1 : 2;
    var others = Dialect.values();
    int turn = Math.floorMod((provider.name() + quirk).hashCode(), others.length);
    for (var caller : SdkFailoverTest.CALLERS.keySet().stream().sorted().toList()) {
      for (boolean stream : new boolean[] {false, true}) {
        if (stream && isUnread(quirk, caller, provider)) {
          continue;
        }
        var second = others[turn++ % others.length];
        var proxy = ProviderFaces.serveTwo(PROVIDERS, redis, provider, second);
        var two = "[[tool:weather {\"city\":\"Bonn\"}]] and [[tool:weather {\"city\":\"Rome\"}]]";
        try (var sdk = SdkFailoverTest.CALLERS.get(caller).apply(proxy.url(""))) {
          quirk(provider, quirk);
          assertThat(sdk.ask(two, new Way(stream, true, true)).calls()).hasSizeBetween(least, 2);
          fault(provider, "{\"status\":503}");
          assertThat(sdk.answer("rain").text()).contains("The tools returned: ").contains("rain");
          quirk(provider, quirk);
          assertThat(sdk.say("And now? " + two).calls()).hasSizeBetween(least, 2);
          assertThat(sdk.answer("sun").text()).contains("The tools returned: ").contains("sun");
        } catch (Exception | AssertionError e) {
          faults.add(
              caller
                  + " second "
                  + second
                  + " stream "
                  + stream
                  + ": "
                  + String.valueOf(e).replaceAll("\\s+", " "));
        }
        PROVIDERS.simulator().faults().clear();
        proxy.close();
      }
    }
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("ends")
  void whatEndsInTheMiddleOfArgumentsFailsAndWhatIsRefusedCallsNothing(
      Dialect provider, Dialect caller) {
    var proxy = ProviderFaces.serveTwo(PROVIDERS, redis, provider, provider);
    var one = "[[tool:weather {\"city\":\"Bonn\"}]]";
    try (var sdk = SdkFailoverTest.CALLERS.get(caller).apply(proxy.url(""))) {
      for (boolean stream : new boolean[] {false, true}) {
        quirk(provider, Quirk.Refuses);
        assertThat(sdk.ask(one, new Way(stream, true, false)).calls()).isEmpty();
      }
      quirk(provider, Quirk.EndMidArguments);
      assertThatThrownBy(() -> sdk.ask(one, new Way(true, true, false)))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("broke off");
    }
  }

  static Stream<Arguments> ends() {
    return Stream.of(Dialect.values())
        .flatMap(
            provider ->
                SdkFailoverTest.CALLERS.keySet().stream()
                    .sorted()
                    .map(caller -> Arguments.of(provider, caller)));
  }
}
