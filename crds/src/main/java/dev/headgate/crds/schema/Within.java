package dev.headgate.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Bounds of a duration; both belong to the range. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Within {
  /** Shortest, as GEP-2257. */
  String min();

  /** Longest, as GEP-2257. */
  String max();
}
