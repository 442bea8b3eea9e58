package dev.headgate.operator.compile;

import java.util.List;

/**
 * One row of what is not built yet.
 *
 * @param kind whose field
 * @param path from {@code spec}, with {@code []} behind lists; everything below it is meant too
 * @param effect what using it does
 * @param values only these values of the field; empty means every value
 * @param offWhen {@code member=text} or a bare text with which the field asks for nothing and is
 *     therefore supported; empty when there is no such value
 * @param meanwhile what happens instead, for a person
 */
public record UnbuiltField(
    Kind kind, String path, Effect effect, List<String> values, String offWhen, String meanwhile) {

  public UnbuiltField {
    values = List.copyOf(values);
  }

  /** What using such a field does. */
  public enum Effect {
    /** The object works without it; {@code FullySupported=False} names the path. */
    Inert,
    /**
     * It restricts money, access, content or place: the object is refused, {@code NotSupportedYet}.
     */
    Binding
  }

  UnbuiltField only(String... onlyThese) {
    return new UnbuiltField(kind, path, effect, List.of(onlyThese), offWhen, meanwhile);
  }

  UnbuiltField offWhen(String off) {
    return new UnbuiltField(kind, path, effect, values, off, meanwhile);
  }
}
