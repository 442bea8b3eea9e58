package dev.headgate.crds;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/**
 * A limit that counts ({@code 5000}) or is money ({@code "200.00"}). CEL ties the form to the
 * dimension: money for Cost, a whole number for all others.
 */
public sealed interface CountOrMoney {

  /** A whole number of requests, tokens or calls in flight. */
  record Count(@JsonValue long number) implements CountOrMoney {}

  /** An amount in the currency that stands beside it. */
  record Money(@JsonValue String text) implements CountOrMoney {
    /** The amount, exactly. */
    public BigDecimal value() {
      return new BigDecimal(text);
    }
  }

  /** From JSON: a number counts, a string is money. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static CountOrMoney of(Object json) {
    return json instanceof Number number
        ? new Count(number.longValue())
        : new Money(String.valueOf(json));
  }
}
