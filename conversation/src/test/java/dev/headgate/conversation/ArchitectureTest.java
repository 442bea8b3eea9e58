package dev.headgate.conversation;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
final class ArchitectureTest {
  private static final String ROOT = "dev.headgate.conversation.";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.headgate.conversation");

  @Test
  void dialectsDoNotKnowEachOtherAndNothingKnowsTheirTranslation() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("model")
        .definedBy(ROOT + "model")
        .layer("json")
        .definedBy(ROOT + "json")
        .layer("sse")
        .definedBy(ROOT + "sse")
        .layer("dialect")
        .definedBy(ROOT + "dialect")
        .layer("schema")
        .definedBy(ROOT + "schema")
        .layer("repair")
        .definedBy(ROOT + "repair")
        .layer("translate")
        .definedBy(ROOT + "translate")
        .layer("chat")
        .definedBy(ROOT + "chat")
        .layer("anthropic")
        .definedBy(ROOT + "anthropic")
        .whereLayer("model")
        .mayNotAccessAnyLayer()
        .whereLayer("json")
        .mayOnlyAccessLayers("model")
        .whereLayer("sse")
        .mayNotAccessAnyLayer()
        .whereLayer("dialect")
        .mayOnlyAccessLayers("model", "json")
        .whereLayer("schema")
        .mayOnlyAccessLayers("model", "json", "dialect")
        .whereLayer("repair")
        .mayOnlyAccessLayers("model", "dialect")
        .whereLayer("translate")
        .mayOnlyAccessLayers("model", "json", "dialect", "repair")
        .whereLayer("chat")
        .mayOnlyAccessLayers("model", "json", "sse", "dialect", "schema")
        .whereLayer("anthropic")
        .mayOnlyAccessLayers("model", "json", "sse", "dialect", "schema")
        .withOptionalLayers(false)
        .allowEmptyShould(false)
        .check(CLASSES);
    slices()
        .matching(ROOT + "(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(false)
        .check(CLASSES);
  }

  @Test
  void nothingKnowsHttpOrAClockOrWhatTheJdkAndJacksonDoNotHave() {
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.headgate.conversation..",
            "com.fasterxml.jackson..",
            "org.jspecify..",
            "java.lang..",
            "java.util..",
            "java.io..",
            "java.nio",
            "java.nio.charset..",
            "java.net..",
            "java.security..")
        .allowEmptyShould(false)
        .check(CLASSES);
  }
}
