package dev.headgate.dataplane.dialect.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.contract.Backend.Capability;
import dev.headgate.dataplane.dialect.scan.InputEstimate;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ChatRequestParserTest {
  private static final String M = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
  private static final String OK = "{\"model\":\"m\"," + M + "}";

  private static ChatRequest parse(String body) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return ChatRequestParser.parse(bytes, bytes.length);
  }

  private static ChatFacts facts(String body) {
    var parsed = parse(body);
    assertThat(parsed).isInstanceOf(ChatFacts.class);
    return (ChatFacts) parsed;
  }

  private static String patched(String body, int cap, boolean usage) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return ChatPatch.apply(bytes, bytes.length, facts(body), "provider\"s", cap, false, usage)
        .toString(StandardCharsets.UTF_8);
  }

  /** {@code <M>} stands for good messages, {@code <A>…} for one message's fields. */
  @ParameterizedTest(name = "{0} is told: {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[] | $ | must be a JSON object",
        "{\"model\": | $ | is not valid JSON",
        "{\"model\":\"m\",<M>} x | $ | is not valid JSON",
        "{\"model\":\"m\",<M>}{} | $ | is followed by something else",
        "{<M>} | $.model | is required",
        "{\"model\":1,<M>} | $.model | must be a string",
        "{\"model\":\" \",<M>} | $.model | must have 1 to 256 characters",
        "{\"model\":\"m\"} | $.messages | is required",
        "{\"model\":\"m\",\"messages\":[]} | $.messages | must not be empty",
        "{\"model\":\"m\",\"messages\":{}} | $.messages | must be an array",
        "{\"model\":\"m\",\"model\":\"n\",<M>} | $.model | appears twice",
        "{\"model\":\"m\",<M>,<M>} | $.messages | appears twice",
        "{\"model\":\"m\",\"messages\":[1]} | $.messages[0] | must be an object",
        "{\"model\":\"m\",\"messages\":[{\"content\":\"x\"}]} | $.messages[0].role | is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"god\",\"content\":\"x\"}]} | $.messages[0].role"
            + " | must be one of",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\"}]} | $.messages[0].content | is"
            + " required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":7}]} | $.messages[0].content"
            + " | must be a string or an array of parts",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{}]}]} |"
            + " $.messages[0].content[0].type | is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]} |"
            + " $.messages[0].content[0].text | is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{}}]}]}"
            + " | $.messages[0].content[0].image_url.url | is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"role\":\"user\",\"content\":\"x\"}]} |"
            + " $.messages[0].role | appears twice",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]} |"
            + " $.messages[0].tool_call_id | is required of a tool message",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"type\":\"function\"}]}]}"
            + " | $.messages[0].tool_calls[0].id | is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":{}}}]}]}"
            + " | $.messages[0].tool_calls[0].function.arguments | must be a string",
        "{\"model\":\"m\",<M>,\"stream\":\"yes\"} | $.stream | must be true or false",
        "{\"model\":\"m\",<M>,\"n\":0} | $.n | must be between 1 and 128",
        "{\"model\":\"m\",<M>,\"max_tokens\":0} | $.max_tokens | must be between 1",
        "{\"model\":\"m\",<M>,\"max_tokens\":1.5} | $.max_tokens | must be a whole number",
        "{\"model\":\"m\",<M>,\"max_tokens\":99999999999999999999} | $.max_tokens | must be between"
            + " 1",
        "{\"model\":\"m\",<M>,\"max_tokens\":1,\"max_completion_tokens\":1} |"
            + " $.max_completion_tokens | must not stand beside max_tokens",
        "{\"model\":\"m\",<M>,\"temperature\":2.1} | $.temperature | must be between 0 and 2",
        "{\"model\":\"m\",<M>,\"top_p\":\"1\"} | $.top_p | must be a number",
        "{\"model\":\"m\",<M>,\"presence_penalty\":-3} | $.presence_penalty | must be between -2"
            + " and 2",
        "{\"model\":\"m\",<M>,\"top_logprobs\":21} | $.top_logprobs | must be between 0 and 20",
        "{\"model\":\"m\",<M>,\"tools\":{}} | $.tools | must be an array",
        "{\"model\":\"m\",<M>,\"tools\":[{\"name\":\"f\"}]} | $.tools[0].type | is required",
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[]}]} |"
            + " $.messages[0].content | is required",
        "{\"model\":\"m\",<M>,\"tools\":[{\"type\":\"function\",\"function\":{}}]} |"
            + " $.tools[0].function.name | is required",
        "{\"model\":\"m\",<M>,\"tool_choice\":1} | $.tool_choice | must be a string or an object",
        "{\"model\":\"m\",<M>,\"stop\":[1]} | $.stop[0] | must be a string",
        "{\"model\":\"m\",<M>,\"response_format\":{}} | $.response_format.type | is required",
        "{\"model\":\"m\",<M>,\"stream_options\":{\"include_usage\":true}} | $.stream_options |"
            + " needs stream: true",
        "{\"model\":\"m\",<M>,\"stream\":true,\"stream_options\":{\"include_usage\":1}} |"
            + " $.stream_options.include_usage | must be true or false",
        "{\"model\":\"m\",<M>,\"logit_bias\":[]} | $.logit_bias | must be an object",
        "{\"model\":\"m\",<M>,\"user\":1} | $.user | must be a string",
      })
  void aWrongBodyIsToldWhereAndWhy(String body, String path, String message) {
    assertThat(parse(body.replace("<M>", M)))
        .isInstanceOfSatisfying(
            ChatRequest.Invalid.class,
            invalid -> {
              assertThat(invalid.path()).isEqualTo(path);
              assertThat(invalid.message()).startsWith(message);
            });
  }

  @Test
  void aBodyThatIsNotUtf8OrTooDeepIsRefused() {
    var broken = OK.getBytes(StandardCharsets.UTF_8);
    broken[OK.indexOf("hi")] = (byte) 0xC0;
    assertThat(ChatRequestParser.parse(broken, broken.length))
        .isEqualTo(new ChatRequest.Invalid("$", "is not valid UTF-8 at byte " + OK.indexOf("hi")));
    var deep = "{\"model\":\"m\"," + M + ",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertThat(parse(deep)).isInstanceOf(ChatRequest.Invalid.class);
    var utf16 = OK.getBytes(StandardCharsets.UTF_16LE);
    assertThat(ChatRequestParser.parse(utf16, utf16.length))
        .isInstanceOf(ChatRequest.Invalid.class);
  }

  @Test
  void whatMistralsOwnClientsSayIsUnderstood() {
    var facts =
        facts(
            "{\"model\":\"m\",\"tool_choice\":\"any\",\"tools\":[{\"function\":{\"name\":\"f\"}}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"role\":\"assistant\",\"content\":[],\"tool_calls\":[{\"id\":\"c\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"ok\"}]}");

    assertThat(facts.needs()).isEqualTo(Set.of(Capability.Tools));
  }

  @Test
  void whatIsAskedForIsFoundWithItsPlaces() {
    var body =
        "{ \"model\" : \"chät\" , \"max_tokens\": 12, \"stream\":true, \"n\":2,"
            + " \"unknown\":{\"a\":[1]},"
            + "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\"temperature\":null,"
            + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\"},"
            + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:\"}}]},"
            + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\","
            + "\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"ok\"}]}";

    var facts = facts(body);

    assertThat(facts.model()).isEqualTo("chät");
    assertThat(facts.stream()).isTrue();
    assertThat(facts.outputCap()).isEqualTo(12);
    assertThat(facts.choices()).isEqualTo(2);
    assertThat(facts.needs())
        .isEqualTo(Set.of(Capability.Streaming, Capability.Tools, Capability.Vision));
    assertThat(facts.inputTokens()).isGreaterThan(InputEstimate.TOKENS_PER_IMAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"model\":\"m\",<M>} | 0 | {\"model\":\"provider\\\"s\",<M>}",
        "{\"model\":\"m\",<M>} | 7 | {\"max_completion_tokens\":7,\"model\":\"provider\\\"s\",<M>}",
        "{\"max_tokens\": 99 ,\"model\":\"m\",<M>} | 7 | {\"max_tokens\": 7"
            + " ,\"model\":\"provider\\\"s\",<M>}",
        "{<M>,\"model\":\"m\",\"max_completion_tokens\":99} | 7 |"
            + " {<M>,\"model\":\"provider\\\"s\",\"max_completion_tokens\":7}",
        "{\"stream\":true,\"model\":\"m\",<M>} | 0 |"
            + " {\"stream_options\":{\"include_usage\":true},\"stream\":true,\"model\":\"provider\\\"s\",<M>}",
        "{\"stream\":true,\"stream_options\":null,\"model\":\"m\",<M>} | 0 |"
            + " {\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"provider\\\"s\",<M>}",
        "{\"stream\":true,\"stream_options\":{},\"model\":\"m\",<M>} | 0 |"
            + " {\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"provider\\\"s\",<M>}",
        "{\"stream\":true,\"stream_options\":{\"a\":1},\"model\":\"m\",<M>} | 0 |"
            + " {\"stream\":true,\"stream_options\":{\"include_usage\":true,\"a\":1},\"model\":\"provider\\\"s\",<M>}",
        "{\"stream\":true,\"stream_options\":{\"a\":1,\"include_usage\":false},\"model\":\"m\",<M>}"
            + " | 0 |"
            + " {\"stream\":true,\"stream_options\":{\"a\":1,\"include_usage\":true},\"model\":\"provider\\\"s\",<M>}",
        "{\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"m\",<M>} | 0 |"
            + " {\"stream\":true,\"stream_options\":{\"include_usage\":true},\"model\":\"provider\\\"s\",<M>}",
      })
  void onlyWhatMustChangeIsChanged(String body, int cap, String expected) {
    assertThat(patched(body.replace("<M>", M), cap, true)).isEqualTo(expected.replace("<M>", M));
  }

  @Test
  void aServerThatCannotTellUsageIsNotAskedForIt() {
    assertThat(patched("{\"stream\":true,\"model\":\"m\"," + M + "}", 0, false))
        .doesNotContain("include_usage");
  }

  @Property(tries = 2_000)
  void arbitraryBytesNeverCrashTheParser(@ForAll byte[] bytes) {
    assertThatCode(() -> ChatRequestParser.parse(bytes, bytes.length)).doesNotThrowAnyException();
  }

  @Property(tries = 2_000)
  void aDamagedBodyNeverCrashesTheParserNorBreaksThePatches(@ForAll int where, @ForAll byte what)
      throws Exception {
    var bytes =
        ("{\"model\":\"m\",\"stream\":true,\"max_tokens\":12,\"stream_options\":{\"a\":1},"
                + M
                + "}")
            .getBytes(StandardCharsets.UTF_8);
    bytes[Math.floorMod(where, bytes.length)] = what;
    if (ChatRequestParser.parse(bytes, bytes.length) instanceof ChatFacts facts) {
      var patched = ChatPatch.apply(bytes, bytes.length, facts, "p", 5, false, true);
      var tree = new ObjectMapper().readTree(patched.toString(StandardCharsets.UTF_8));
      assertThat(tree.path("model").asText()).isEqualTo("p");
    }
  }
}
