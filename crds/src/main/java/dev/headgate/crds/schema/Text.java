package dev.headgate.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a string, of each string of a list, or of each value of a map. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Text {
  /** An RE2 expression; empty for any text. */
  String pattern() default "";

  /** Longest text in Unicode code points; at least one is always needed. */
  int max();
}
