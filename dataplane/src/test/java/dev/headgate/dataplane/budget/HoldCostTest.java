package dev.headgate.dataplane.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.contract.Backend.Pricing;
import dev.headgate.contract.Budget.Unit;
import dev.headgate.dataplane.terms.Usage;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HoldCostTest {

  @ParameterizedTest
  @CsvSource({
    // 1.25 in, 0.125 cached, 1.50 / 2.50 cache writes, 10.00 out, 12.00 reasoning, 500 a request
    "0, 0, 0, 0, 0, 0, 500",
    "1000, 0, 0, 0, 0, 0, 1250500",
    "0, 1000, 0, 0, 0, 0, 125500",
    "0, 0, 1000, 0, 0, 0, 1500500",
    "0, 0, 0, 1000, 0, 0, 2500500",
    "0, 0, 0, 0, 100, 0, 1000500",
    "0, 0, 0, 0, 100, 40, 1080500",
    "1, 1, 1, 1, 1, 1, 17875",
  })
  void aPriceIsTheSumOfItsKinds(
      long input, long read, long write, long writeLong, long output, long reasoning, long nanos) {
    var prices =
        new Pricing("USD", 1_250_000, 125_000, 1_500_000, 2_500_000, 10_000_000, 12_000_000, 500);

    assertThat(Money.price(prices, new Usage(input, read, write, writeLong, output, reasoning)))
        .isEqualTo(nanos);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "999, 1, 1", "1000, 1, 1", "1001, 1, 2", "3, 333, 1", "4, 333, 2"})
  void fractionsOfANanoAreRoundedUp(long tokens, long micros, long nanos) {
    assertThat(Money.price(flat(micros, 0), new Usage(tokens, 0, 0, 0, 0, 0))).isEqualTo(nanos);
  }

  @Property
  void priceIsWhatExactArithmeticSays(
      @ForAll @LongRange(min = 0, max = 100_000_000) long input,
      @ForAll @LongRange(min = 0, max = 100_000_000) long output,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long inputMicros,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long outputMicros) {
    var exact =
        BigInteger.valueOf(input)
            .multiply(BigInteger.valueOf(inputMicros))
            .add(BigInteger.valueOf(output).multiply(BigInteger.valueOf(outputMicros)))
            .add(BigInteger.valueOf(999))
            .divide(BigInteger.valueOf(1000))
            .min(BigInteger.valueOf(Money.MOST));

    var prices = new Pricing("USD", inputMicros, 0, 0, 0, outputMicros, 0, 0);
    assertThat(Money.price(prices, new Usage(input, 0, 0, 0, output, 0)))
        .isEqualTo(exact.longValueExact());
  }

  /** A hold covers every answer within its cap, whatever kinds of tokens it turns out to have. */
  @Property
  void aHoldIsNeverBelowThePrice(
      @ForAll @IntRange(min = 0, max = 1_000_000) int input,
      @ForAll @IntRange(min = 0, max = 100_000) int cap,
      @ForAll @IntRange(min = 1, max = 8) int choices,
      @ForAll @IntRange(min = 0, max = 100) int margin,
      @ForAll @IntRange(min = 0, max = 50_000_000) int cheap,
      @ForAll @IntRange(min = 0, max = 50_000_000) int dear) {
    var prices = new Pricing("USD", cheap, cheap / 10, dear, dear, cheap, dear, 77);
    var cost = new HoldCost(prices, input, margin, choices);
    long output = (long) cap * choices;

    assertThat(cost.at(Unit.Money, cap))
        .isGreaterThanOrEqualTo(Money.price(prices, new Usage(input, 0, 0, 0, output, 0)))
        .isGreaterThanOrEqualTo(Money.price(prices, new Usage(0, 0, input, 0, output, output)));
    assertThat(cost.at(Unit.TotalTokens, cap)).isGreaterThanOrEqualTo(input + output);
  }

  /** What a lowered cap holds covers it, and the cap that is called affordable is. */
  @Property
  void anAffordableCapFits(
      @ForAll @IntRange(min = 0, max = 100_000) int input,
      @ForAll @IntRange(min = 1, max = 100_000) int cap,
      @ForAll @IntRange(min = 1, max = 4) int choices,
      @ForAll @IntRange(min = 0, max = 20_000_000) int micros,
      @ForAll @LongRange(min = 0, max = 10_000_000_000L) long left,
      @ForAll Unit unit) {
    var cost = new HoldCost(flat(micros, micros), input, 0, choices);

    int fits = cost.affordable(unit, left, cap);

    assertThat(cost.lowered(unit, cap)).isGreaterThanOrEqualTo(cost.at(unit, cap));
    assertThat(fits).isLessThanOrEqualTo(cap);
    if (fits >= 0) {
      assertThat(cost.at(unit, fits)).isLessThanOrEqualTo(left);
    }
  }

  @Property
  void absurdSizesStopAtTheLargestAmountAndNeverTurnNegative(
      @ForAll @LongRange(min = 0) long input,
      @ForAll @IntRange(min = 0) int cap,
      @ForAll @IntRange(min = 1) int choices,
      @ForAll @LongRange(min = 0) long micros,
      @ForAll Unit unit) {
    var cost = new HoldCost(flat(micros, micros), input, 100, choices);

    assertThat(cost.at(unit, cap)).isBetween(0L, Money.MOST);
    assertThat(cost.lowered(unit, cap)).isBetween(0L, Money.MOST);
  }

  private static Pricing flat(long inputMicros, long outputMicros) {
    return new Pricing("USD", inputMicros, 0, 0, 0, outputMicros, 0, 0);
  }
}
