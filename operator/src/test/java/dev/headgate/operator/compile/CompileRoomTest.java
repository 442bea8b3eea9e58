package dev.headgate.operator.compile;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import org.assertj.core.api.Assertions;

/**
 * Compile is pure: it can reach no cluster, no clock, no file and none of the rooms that call it.
 */
@AnalyzeClasses(
    packages = "dev.headgate.operator.compile",
    importOptions = ImportOption.DoNotIncludeTests.class)
class CompileRoomTest {

  @ArchTest
  static void theRoomIsNotEmpty(JavaClasses classes) {
    Assertions.assertThat(classes.contain(Compiler.class)).isTrue();
  }

  @ArchTest
  static void noKubernetesClient(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8.kubernetes.client..", "io.javaoperatorsdk..")
        .check(classes);
  }

  @ArchTest
  static void noOtherRoomOfTheOperator(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.headgate.operator.watch..",
            "dev.headgate.operator.push..",
            "dev.headgate.operator.apply..",
            "dev.headgate.operator.status..",
            "dev.headgate.operator.trust..",
            "dev.headgate.operator.offline..")
        .check(classes);
  }

  @ArchTest
  static void noClockNoFileNoNetwork(JavaClasses classes) {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.time.Clock")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.nio.file..", "java.net.http..")
        .check(classes);
  }
}
