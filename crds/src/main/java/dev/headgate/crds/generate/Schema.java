package dev.headgate.crds.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Immutable;
import dev.headgate.crds.schema.Items;
import dev.headgate.crds.schema.NotEmpty;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArrayBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrBoolBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Fabric8's generator cannot say, added to the schema it has made: bounds of everything,
 * list-map keys, examples, defaults, descriptions, in the order of the records' components. It
 * fails on a member whose bounds are missing, because the API server's cost budget for CEL counts
 * an unbounded list as endless.
 */
final class Schema {

  private Schema() {}

  /** Completes the schema of a record and of all it holds. */
  static void complete(Class<?> type, JSONSchemaProps schema, String path) {
    Map<String, JSONSchemaProps> made = schema.getProperties();
    var ordered = new LinkedHashMap<String, JSONSchemaProps>();
    var required = new ArrayList<String>();
    for (Member member : Member.of(type, path)) {
      JSONSchemaProps generated = made.get(member.name());
      if (generated == null) {
        throw member.refused("is not in the generated schema, which has " + made.keySet());
      }
      ordered.put(member.name(), completed(member, generated));
      if (member.required()) {
        required.add(member.name());
      }
    }
    schema.setProperties(ordered);
    schema.setRequired(required);
  }

  private static JSONSchemaProps completed(Member member, JSONSchemaProps generated) {
    nullness(member);
    JSONSchemaProps schema;
    if (member.isList()) {
      schema = list(member, generated);
    } else if (member.isMap()) {
      schema = map(member);
    } else {
      schema = value(member, generated, member.path());
    }
    describe(member, schema);
    member
        .annotation(Immutable.class)
        .ifPresent(
            immutable ->
                rule(
                    schema,
                    "self == oldSelf",
                    member.name() + " is immutable: " + immutable.value()));
    member
        .annotation(NotEmpty.class)
        .ifPresent(
            notEmpty ->
                rule(schema, "self.size() > 0", member.name() + " is empty: " + notEmpty.value()));
    return schema;
  }

  /** Java must not see null where the schema lets a member be absent. */
  private static void nullness(Member member) {
    boolean absentIsSafe =
        member.isList()
            || member.isMap()
            || member.required()
            || !member.doc().schemaDefault().isEmpty();
    if (absentIsSafe == member.nullable()) {
      throw member.refused("must be @Nullable, @Required, a list, a map, or have a schemaDefault");
    }
  }

  private static JSONSchemaProps value(Member member, JSONSchemaProps generated, String path) {
    Class<?> type = member.valueType();
    if (!isObject(type)) {
      return Leaf.of(member, type);
    }
    if (type.getRecordComponents().length > 0) {
      complete(type, generated, path);
    } else {
      generated.setMaxProperties(0L);
    }
    return generated;
  }

  private static boolean isObject(Class<?> type) {
    return type.isRecord() && type.isAnnotationPresent(dev.headgate.crds.ApiObject.class);
  }

  private static JSONSchemaProps list(Member member, JSONSchemaProps generated) {
    Items items = items(member);
    JSONSchemaProps element = value(member, generated.getItems().getSchema(), member.path() + "[]");
    var schema = new JSONSchemaProps();
    schema.setType("array");
    schema.setItems(new JSONSchemaPropsOrArrayBuilder().withSchema(element).build());
    schema.setMaxItems((long) items.max());
    if (items.min() > 0) {
      schema.setMinItems((long) items.min());
    }
    if (items.key().length > 0) {
      schema.setXKubernetesListType("map");
      schema.setXKubernetesListMapKeys(List.of(items.key()));
    } else {
      schema.setXKubernetesListType(items.unique() ? "set" : "atomic");
    }
    return schema;
  }

  private static JSONSchemaProps map(Member member) {
    Items items = items(member);
    var schema = new JSONSchemaProps();
    schema.setType("object");
    schema.setAdditionalProperties(
        new JSONSchemaPropsOrBoolBuilder().withSchema(Leaf.of(member, member.valueType())).build());
    schema.setMaxProperties((long) items.max());
    if (items.min() > 0) {
      schema.setMinProperties((long) items.min());
    }
    return schema;
  }

  private static Items items(Member member) {
    return member
        .annotation(Items.class)
        .orElseThrow(() -> member.refused("needs @Items with a maximum"));
  }

  private static void describe(Member member, JSONSchemaProps schema) {
    Doc doc = member.doc();
    JsonNode example = Examples.of(member);
    var text = new StringBuilder(doc.value());
    if (!doc.unit().isEmpty()) {
      text.append(" Unit: ").append(doc.unit()).append('.');
    }
    if (!doc.byDefault().isEmpty()) {
      text.append(" Default: ").append(doc.byDefault()).append('.');
    }
    if (!doc.schemaDefault().isEmpty()) {
      text.append(" Default: ").append(doc.schemaDefault()).append(" (written by the API server).");
      if (member.path().chars().filter(c -> c == '.').count() != 1) {
        throw member.refused("may have no schemaDefault: its parent is not required");
      }
      schema.setDefault(
          schema.getType().equals("boolean")
              ? BooleanNode.valueOf(Boolean.parseBoolean(doc.schemaDefault()))
              : Yaml.text(doc.schemaDefault()));
    }
    text.append(" Example: ").append(Examples.inline(example));
    schema.setDescription(text.toString());
    schema.setExample(example);
  }

  private static void rule(JSONSchemaProps schema, String rule, String message) {
    List<ValidationRule> rules = new ArrayList<>(schema.getXKubernetesValidations());
    rules.add(new ValidationRuleBuilder().withRule(rule).withMessage(message).build());
    schema.setXKubernetesValidations(rules);
  }
}
