package dev.headgate.operator.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternsTest {

  @ParameterizedTest
  @CsvSource({
    "gpt-5, gpt-5, true",
    "gpt-5, gpt-5-mini, false",
    "gpt-5, gpt-*, true",
    "gpt-*, *-mini, true",
    "gpt-*, claude-*, false",
    "*, anything, true",
    "a*b, a*c, false",
    "a*b*, *c*, true",
    "**, x, true",
  })
  void someNameFitsBothOrNoneDoes(String a, String b, boolean expected) {
    assertThat(Patterns.overlap(a, b)).isEqualTo(expected);
    assertThat(Patterns.overlap(b, a)).isEqualTo(expected);
  }

  @Test
  void anEmptyListHasEveryName() {
    assertThat(Patterns.overlap(List.of(), List.of("x"))).isTrue();
    assertThat(Patterns.overlap(List.of("x"), List.of())).isTrue();
    assertThat(Patterns.overlap(List.of("x", "y*"), List.of("z", "yes"))).isTrue();
    assertThat(Patterns.overlap(List.of("x"), List.of("y", "z"))).isFalse();
  }

  @Property
  void aPatternOverlapsANameExactlyWhenItMatchesIt(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    var regex = pattern.replace("*", "[ab]*");

    assertThat(Patterns.overlap(pattern, name)).isEqualTo(Pattern.matches(regex, name));
  }

  @Property
  void twoPatternsThatMatchOneNameOverlap(
      @ForAll("patterns") String one, @ForAll("patterns") String other, @ForAll("names") String n) {
    if (Patterns.overlap(one, n) && Patterns.overlap(other, n)) {
      assertThat(Patterns.overlap(one, other)).isTrue();
    }
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '*').ofMaxLength(5);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars('a', 'b').ofMaxLength(5);
  }
}
