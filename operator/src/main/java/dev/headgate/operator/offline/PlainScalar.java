package dev.headgate.operator.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an unquoted word of YAML 1.1 means to kubectl (go-yaml's rules: no sexagesimals, no dates).
 */
final class PlainScalar {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUE = Set.of("true", "True", "TRUE");
  private static final Set<String> FALSE = Set.of("false", "False", "FALSE");
  private static final Set<String> ODD_TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
  private static final Set<String> ODD_FALSE =
      Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private PlainScalar() {}

  /** The value. */
  static JsonNode resolve(String word) {
    if (NULLS.contains(word)) {
      return JSON.nullNode();
    }
    if (TRUE.contains(word) || ODD_TRUE.contains(word)) {
      return JSON.booleanNode(true);
    }
    if (FALSE.contains(word) || ODD_FALSE.contains(word)) {
      return JSON.booleanNode(false);
    }
    if (INTEGER.matcher(word).matches()) {
      return integer(word.replace("_", ""));
    }
    if (FLOAT.matcher(word).matches()) {
      return JSON.numberNode(new BigDecimal(word));
    }
    return JSON.textNode(word);
  }

  /** Whether it reads as a boolean to kubectl and as text to YAML 1.2. */
  static boolean surprises(String word) {
    return ODD_TRUE.contains(word) || ODD_FALSE.contains(word);
  }

  private static JsonNode integer(String word) {
    var negative = word.startsWith("-");
    var digits = negative || word.startsWith("+") ? word.substring(1) : word;
    BigInteger value;
    if (digits.startsWith("0x")) {
      value = new BigInteger(digits.substring(2), 16);
    } else if (digits.startsWith("0b")) {
      value = new BigInteger(digits.substring(2), 2);
    } else if (digits.startsWith("0o")) {
      value = new BigInteger(digits.substring(2), 8);
    } else if (digits.length() > 1 && digits.startsWith("0") && digits.matches("[0-7]+")) {
      value = new BigInteger(digits, 8);
    } else {
      value = new BigInteger(digits);
    }
    var signed = negative ? value.negate() : value;
    return signed.bitLength() < Long.SIZE
        ? JSON.numberNode(signed.longValue())
        : JSON.numberNode(signed);
  }
}
