package dev.headgate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~content-length: 5~~hello | 200 | 5 | 0",
        "HTTP/1.1 429 No~Content-Length: 0~~ | 429 | 0 | 0",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~9~data: a##~0~~ | 200 | 9 | 1",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~data:~d~ a##data: b##~0~x: y~~ | 200 | 18 |"
            + " 2",
      })
  void anAnswerEndsWhereItEndsHoweverItIsCut(String wire, int status, long bytes, long events) {
    byte[] answer =
        wire.strip().replace("~", "\r\n").replace("#", "\n").getBytes(StandardCharsets.US_ASCII);
    for (int cut = 0; cut < answer.length; cut++) {
      var parser = new AnswerParser();
      parser.reset();

      assertThat(parser.read(ByteBuffer.wrap(answer, 0, cut))).isFalse();
      assertThat(parser.read(ByteBuffer.wrap(answer, cut, answer.length - cut))).isTrue();
      assertThat(parser.status()).isEqualTo(status);
      assertThat(parser.bodyBytes()).isEqualTo(bytes);
      assertThat(parser.events()).isEqualTo(events);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messagesAreJsonOfTheSizeTheTableNames(boolean large) throws Exception {
    var message = large ? Message.large("k") : Message.chat("k");

    assertThat(message.body().length()).isBetween(large ? 390_000 : 2_200, large ? 410_000 : 2_400);
    assertThat(new ObjectMapper().readTree(message.body()).get("messages").size()).isGreaterThan(2);
  }

  @Test
  void quantilesAreOfTheSortedValues() {
    var nanos = new long[1000];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = (nanos.length - i) * 1_000_000L;
    }

    var latencies = new Latencies(nanos);

    assertThat(latencies.quantileMs(0.5)).isEqualTo(501);
    assertThat(latencies.quantileMs(0.99)).isEqualTo(991);
  }
}
