package dev.headgate.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Bounds and kind of a list or map. Without key and unique a list is atomic: an apply replaces it
 * whole.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Items {
  /** Fewest entries. */
  int min() default 0;

  /** Most entries. */
  int max();

  /** Members that tell the entries apart: the list is a map to server-side apply. */
  String[] key() default {};

  /** No value twice: the list is a set to server-side apply. */
  boolean unique() default false;
}
