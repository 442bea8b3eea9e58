package dev.headgate.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a member means, for people: the description in the CRD and the row in the reference. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {
  /** One to three sentences. */
  String value();

  /** What a number counts, such as {@code percent}; empty where there is nothing to say. */
  String unit() default "";

  /** What holds when the member is absent, in words; applied by compile, not by the API server. */
  String byDefault() default "";

  /**
   * What the API server writes when the member is absent. Only for direct members of a spec: a
   * default inside an optional block would appear in manifests that never had the block.
   */
  String schemaDefault() default "";

  /** A value as YAML; empty for objects, whose example is put together from their members. */
  String example() default "";
}
