package dev.headgate.crds.generate;

import dev.headgate.crds.ApiObject;
import dev.headgate.crds.SecretKeyRef;
import dev.headgate.crds.schema.Doc;
import dev.headgate.crds.schema.Figure;
import io.fabric8.crdv2.generator.CRDUtils;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The reference page of one kind: one table for each object, one row for each field. */
final class Reference {

  private final StringBuilder page = new StringBuilder();

  /** Types that stand in many places have one table at the page's end. */
  private final Set<Class<?>> shared = new LinkedHashSet<>();

  private Reference() {}

  /** The page as Markdown. */
  static String of(Class<?> kind, CustomResourceDefinition definition) {
    return new Reference().write(kind, definition);
  }

  private String write(Class<?> kind, CustomResourceDefinition definition) {
    var names = definition.getSpec().getNames();
    Figure figure = kind.getAnnotation(Figure.class);
    line("# " + names.getKind());
    line("");
    line(figure.kind());
    line("");
    line(
        "`apiVersion: %s/%s`, namespaced. `kubectl get %s` shows Ready, Reason, %s and Age; `kubectl get headgate` shows all kinds."
            .formatted(
                definition.getSpec().getGroup(),
                definition.getSpec().getVersions().getFirst().getName(),
                names.getShortNames().getFirst(),
                figure.name()));
    line("");
    line(
        "A field that restricts money, access, content or place and is not built yet is refused"
            + " with `NotSupportedYet`; any other one that is not built yet is named by the"
            + " condition `FullySupported`. `headgate validate` lists both.");
    line("");
    line("<!-- Written by `make crds` from the records in crds/src/main; edit those. -->");
    rules(kind);
    CRDUtils.SpecAndStatus types = CRDUtils.resolveSpecAndStatusTypes(kind);
    section(type(types.getSpecClassName()), "spec");
    section(type(types.getStatusClassName()), "status");
    while (!shared.isEmpty()) {
      Class<?> next = shared.iterator().next();
      shared.remove(next);
      section(next, next.getSimpleName());
    }
    return page.toString();
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("spec and status are classes of this module", e);
    }
  }

  private void section(Class<?> type, String path) {
    line("");
    line("## " + path);
    line("");
    line("| field | type and bounds | unit | default | meaning | example |");
    line("|---|---|---|---|---|---|");
    List<Member> members = Member.of(type, path);
    members.forEach(this::row);
    rules(type);
    for (Member member : members) {
      if (!isObject(member)) {
        continue;
      }
      if (isShared(member.valueType())) {
        shared.add(member.valueType());
      } else if (member.valueType().getRecordComponents().length > 0) {
        section(member.valueType(), member.path() + (member.isList() ? "[]" : ""));
      }
    }
  }

  private void row(Member member) {
    Doc doc = member.doc();
    String byDefault =
        member.required()
            ? "**required**"
            : doc.schemaDefault().isEmpty() ? doc.byDefault() : doc.schemaDefault() + " (written)";
    line(
        "| `%s` | %s | %s | %s | %s | `%s` |"
            .formatted(
                member.name(),
                cell(kindOf(member)),
                cell(doc.unit()),
                cell(byDefault),
                cell(doc.value()),
                cell(Examples.inline(Examples.of(member)))));
  }

  private static String kindOf(Member member) {
    if (!isObject(member)) {
      return Bounds.of(member);
    }
    Class<?> type = member.valueType();
    if (type.getRecordComponents().length == 0) {
      return "`{}`";
    }
    String title =
        isShared(type) ? type.getSimpleName() : member.path() + (member.isList() ? "[]" : "");
    return Bounds.list(
        member, "[%s](#%s)".formatted(isShared(type) ? title : "object", anchor(title)));
  }

  /** As GitHub makes it from a heading. */
  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
  }

  private void rules(Class<?> type) {
    ValidationRule[] rules = type.getAnnotationsByType(ValidationRule.class);
    if (rules.length > 0) {
      line("");
      line("Refused with:");
      Arrays.stream(rules).forEach(rule -> line("- " + rule.message()));
    }
  }

  private static boolean isObject(Member member) {
    return member.valueType().isAnnotationPresent(ApiObject.class);
  }

  private static boolean isShared(Class<?> type) {
    return type.getPackage().equals(SecretKeyRef.class.getPackage());
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private void line(String text) {
    page.append(text).append('\n');
  }
}
