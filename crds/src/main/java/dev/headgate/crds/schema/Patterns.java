package dev.headgate.crds.schema;

import java.util.Map;

/** Forms of text that occur in several places, as RE2 expressions. */
public final class Patterns {

  /** Name of a Kubernetes object: a DNS subdomain. */
  public static final String NAME =
      "^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

  /** A DNS label. */
  public static final String LABEL = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** Name of a Service's port. */
  public static final String PORT_NAME = LABEL;

  /** Key in a Secret or ConfigMap. */
  public static final String SECRET_KEY = "^[-._a-zA-Z0-9]+$";

  /** Value of a label. */
  public static final String LABEL_VALUE = "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$";

  /** ISO 4217 code. */
  public static final String CURRENCY = "^[A-Z]{3}$";

  /** Money: at most nine decimals, which is what counters hold. */
  public static final String MONEY = "^[0-9]{1,10}([.][0-9]{1,9})?$";

  /** A share of a whole, 0 to 1. */
  public static final String RATIO = "^(0([.][0-9]{1,6})?|1([.]0{1,6})?)$";

  /** A multiplier. */
  public static final String FACTOR = "^[0-9]{1,3}([.][0-9]{1,6})?$";

  /** An exchange rate. */
  public static final String RATE = "^[0-9]{1,9}([.][0-9]{1,12})?$";

  /** A time of day. */
  public static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

  /** IANA name of a time zone. */
  public static final String TIMEZONE = "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$";

  /** Host name, IPv4 address, or IPv6 address in brackets. */
  public static final String HOST =
      "^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\])$";

  /** Host and port. */
  public static final String HOST_PORT =
      "^([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}$";

  /** Address of a server, without user, query and fragment. */
  public static final String HTTP_URL =
      "^https?://([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?(/[-A-Za-z0-9._~%!$&()*+,;=:@/]*)?$";

  /** As HTTP_URL, but only TLS. */
  public static final String HTTPS_URL =
      "^https://([A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\])(:[0-9]{1,5})?(/[-A-Za-z0-9._~%!$&()*+,;=:@/]*)?$";

  /** A cloud's region or a place of one's own. */
  public static final String REGION = LABEL;

  /** Name of a header, in lower case. */
  public static final String HEADER = "^[a-z0-9][-a-z0-9_]*$";

  /** Absolute path without {@code ..}. */
  public static final String PATH = "^(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/?$";

  /** Five fields of a cron schedule. */
  public static final String CRON = "^[0-9A-Za-z*/,?-]+( [0-9A-Za-z*/,?#-]+){4}$";

  /** A mail address, roughly. */
  public static final String EMAIL = "^[^@ ]+@[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$";

  /** Name of a model. */
  public static final String MODEL = "^[A-Za-z0-9][-A-Za-z0-9._:/@+]*$";

  /** Name of a model, where {@code *} stands for any text. */
  public static final String MODEL_PATTERN = "^[A-Za-z0-9*][-A-Za-z0-9._:/@+*]*$";

  /** A word of one's own. */
  public static final String TAG = "^[A-Za-z0-9][-A-Za-z0-9._]*$";

  /** A tenant, team, user or tier: safe inside a key of the store and in a metric's label. */
  public static final String TENANT = "^[A-Za-z0-9][-A-Za-z0-9._@]*$";

  /** Reference of a container image. */
  public static final String IMAGE = "^[a-z0-9][-a-zA-Z0-9._/:@]*$";

  /** Whether a condition holds. */
  public static final String CONDITION_STATUS = "^(True|False|Unknown)$";

  /** CamelCase. */
  public static final String REASON = "^[A-Za-z][A-Za-z0-9]*$";

  /** A size in bytes. */
  public static final String SIZE = "^[0-9]{1,12}([.][0-9]{1,3})?(Ki|Mi|Gi|Ti|k|M|G|T)?$";

  /** An amount of a resource. */
  public static final String QUANTITY =
      "^[0-9]{1,12}([.][0-9]{1,6})?(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$";

  /** What people call a text of each form, to go on after "must be". */
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(NAME, "a Kubernetes name: lower-case letters, digits, dashes and dots"),
          Map.entry(
              LABEL,
              "lower-case letters, digits and dashes, beginning and ending with a letter or digit"),
          Map.entry(SECRET_KEY, "a key of a Secret: letters, digits, dashes, dots and underscores"),
          Map.entry(LABEL_VALUE, "a label value: letters, digits, dashes, dots and underscores"),
          Map.entry(CURRENCY, "an ISO 4217 code such as USD"),
          Map.entry(
              MONEY, "a decimal string such as \"50.00\", with at most nine decimals and no sign"),
          Map.entry(RATIO, "a decimal string from \"0\" to \"1\", such as \"0.97\""),
          Map.entry(FACTOR, "a decimal string such as \"0.5\""),
          Map.entry(RATE, "a decimal string such as \"1.09\""),
          Map.entry(TIME, "a time of day from 00:00 to 23:59, such as \"08:30\""),
          Map.entry(TIMEZONE, "the IANA name of a time zone, such as Europe/Berlin"),
          Map.entry(HOST, "a host name or an address"),
          Map.entry(HOST_PORT, "host:port, such as redis.ai.svc:6379"),
          Map.entry(HTTP_URL, "an http:// or https:// address without user, query and fragment"),
          Map.entry(HTTPS_URL, "an https:// address without user, query and fragment"),
          Map.entry(HEADER, "the name of a header in lower case"),
          Map.entry(PATH, "an absolute path without .."),
          Map.entry(CRON, "five fields: minute, hour, day of month, month, day of week"),
          Map.entry(EMAIL, "a mail address"),
          Map.entry(MODEL, "the name of a model: no spaces, no *"),
          Map.entry(MODEL_PATTERN, "the name of a model, where * stands for any text: no spaces"),
          Map.entry(
              TAG,
              "letters, digits, dashes, dots and underscores, beginning with a letter or digit"),
          Map.entry(
              TENANT,
              "letters, digits, dashes, dots, underscores and @, beginning with a letter or digit"),
          Map.entry(IMAGE, "the reference of a container image"),
          Map.entry(CONDITION_STATUS, "True, False or Unknown"),
          Map.entry(REASON, "one word in CamelCase"),
          Map.entry(SIZE, "a size in bytes, such as 512Ki or 20Mi"),
          Map.entry(QUANTITY, "a Kubernetes quantity, such as 500m or 1Gi"));

  private Patterns() {}

  /**
   * What people call a text of that form.
   *
   * @throws IllegalArgumentException when the pattern is none of this class
   */
  public static String meaning(String pattern) {
    String meaning = MEANINGS.get(pattern);
    if (meaning == null) {
      throw new IllegalArgumentException("no words for " + pattern);
    }
    return meaning;
  }
}
