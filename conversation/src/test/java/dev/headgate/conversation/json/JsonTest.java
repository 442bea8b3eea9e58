package dev.headgate.conversation.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.conversation.model.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bytes to values and back. */
final class JsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property
  void aStringIsReadAsJacksonReadsIt(@ForAll String text) throws IOException, InvalidException {
    var whole = JsonText.whole(text);
    for (var json :
        List.of(
            JSON.writeValueAsString(whole),
            JSON.writeValueAsString(whole).replace("a", "\\u0061"))) {
      assertThat(Json.parse(json).string()).isEqualTo(whole);
    }
  }

  @Property
  void aStringIsWrittenSoThatJacksonReadsIt(@ForAll String text) throws IOException {
    var sink = new ByteSink(16);
    sink.string(text);
    assertThat(JSON.readValue(sink.toByteArray(), String.class)).isEqualTo(JsonText.whole(text));
  }

  @Property
  void piecesOfTextCutAnywhereAreTheText(@ForAll String text, @ForAll int seed) {
    var whole = JsonText.whole(text);
    var halves = new Halves();
    var told = new StringBuilder();
    int at = 0;
    int step = seed;
    while (at < whole.length()) {
      step = step * 31 + 7;
      int to = Math.min(whole.length(), at + Math.floorMod(step, 4));
      var piece = halves.next(whole.substring(at, to));
      assertThat(JsonText.whole(piece)).isEqualTo(piece);
      told.append(piece);
      at = to;
    }
    assertThat(told.append(halves.rest()).toString()).isEqualTo(whole);
  }

  @Test
  void aLoneSurrogateBecomesTheReplacementCharacter() throws InvalidException {
    assertThat(Json.parse("\"a\\ud800b\\udc00\\ud83d\\ude00\"").string())
        .isEqualTo("a\ufffdb\ufffd😀");
  }

  @Test
  void rawIsTheExactTextAndRestIsWhatWasNotRead() throws InvalidException {
    var fields =
        Json.parse(" {\"a\" : 1.50, \"b\":{ \"x\" : [1 , 2] }, \"c\":null, \"b\":\"last\"} ")
            .object();
    assertThat(fields.need("a").raw()).isEqualTo("1.50");
    assertThat(fields.rest("d", Severity.COSMETIC))
        .extracting(extra -> extra.name() + "=" + extra.json())
        .containsExactly("b={ \"x\" : [1 , 2] }", "b=\"last\"");
    assertThat(fields.need("b").string()).isEqualTo("last");
    assertThat(fields.rest("d", Severity.COSMETIC)).isEmpty();
  }

  @Test
  void numbersAreOfTheKindAndSizeThatIsAskedFor() throws InvalidException {
    assertThat(Json.parse("9223372036854775807").integer(0, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(Json.parse("1e2").integer(0, 1000)).isEqualTo(100);
    assertThatThrownBy(() -> Json.parse("99999999999999999999").integer(0, Long.MAX_VALUE))
        .isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> Json.parse("1e999").number(0, 2)).isInstanceOf(InvalidException.class);
    assertThatThrownBy(() -> Json.parse("NaN")).isInstanceOf(InvalidException.class);
  }

  @Test
  void onlyOneWholeObjectIsAnObject() {
    assertThat(Json.isObject("{\"a\":[{}]}")).isTrue();
    for (var other : List.of("", "[]", "{", "{}{}", "{\"a\":", "1", "{'a':1}")) {
      assertThat(Json.isObject(other)).as(other).isFalse();
    }
  }

  @Test
  void aSinkGrowsAndForgets() {
    var sink = new ByteSink(16);
    sink.write("x".repeat(100));
    sink.number(7);
    sink.number(1234);
    assertThat(sink.toString()).hasSize(105).endsWith("x71234");
    sink.clear();
    assertThat(new String(sink.toByteArray(), StandardCharsets.UTF_8)).isEmpty();
  }
}
