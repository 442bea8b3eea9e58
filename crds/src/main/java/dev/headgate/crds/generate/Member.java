package dev.headgate.crds.generate;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.crds.schema.Doc;
import io.fabric8.generator.annotation.Required;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One component of a record, as its annotations describe it.
 *
 * @param component what Java knows
 * @param path where it stands in the manifest, lists with {@code []}
 */
record Member(RecordComponent component, String path) {

  /** The members of a record whose own path is given. */
  static List<Member> of(Class<?> type, String path) {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> new Member(component, path + "." + name(component)))
        .toList();
  }

  private static String name(RecordComponent component) {
    var property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }

  String name() {
    return name(component);
  }

  Doc doc() {
    return annotation(Doc.class).orElseThrow(() -> refused("has no @Doc"));
  }

  <A extends Annotation> Optional<A> annotation(Class<A> type) {
    return Optional.ofNullable(component.getAnnotation(type));
  }

  boolean required() {
    return component.getAccessor().isAnnotationPresent(Required.class);
  }

  boolean nullable() {
    return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** Part of a spec, which people write, and not of a status. */
  boolean isWanted() {
    return path.startsWith("spec");
  }

  boolean isList() {
    return component.getType() == List.class;
  }

  boolean isMap() {
    return component.getType() == Map.class;
  }

  /** The type of the value, of a list's elements or of a map's values. */
  Class<?> valueType() {
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType parameterized) {
      Type[] arguments = parameterized.getActualTypeArguments();
      return (Class<?>) arguments[arguments.length - 1];
    }
    return component.getType();
  }

  /** What a person who changed a record must do for the build to go on. */
  IllegalStateException refused(String why) {
    return new IllegalStateException(
        path + " (" + component.getDeclaringRecord().getSimpleName() + ") " + why);
  }
}
