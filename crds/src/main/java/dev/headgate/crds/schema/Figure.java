package dev.headgate.crds.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What kubectl get shows of a kind beside Ready, Reason and Age, and what the kind is. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Figure {
  /** Head of the column. */
  String name();

  /** JSONPath of the figure. */
  String path();

  /** OpenAPI type of the figure. */
  String type();

  /** What the figure means. */
  String description();

  /** What the kind is, one sentence. */
  String kind();
}
