package dev.headgate.crds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.headgate.crds",
    importOptions = ImportOption.DoNotIncludeTests.class)
final class RoomsTest {

  /** The operator runs without Fabric8's generator: it is on the class path of the build only. */
  @ArchTest
  static final ArchRule THE_RECORDS_DO_NOT_KNOW_THE_GENERATOR =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.headgate.crds.generate")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.headgate.crds.generate", "io.fabric8.crdv2..", "io.fabric8.crd.generator..")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule WHAT_IS_SHARED_KNOWS_NO_KIND =
      noClasses()
          .that()
          .resideInAPackage("dev.headgate.crds")
          .or()
          .resideInAPackage("dev.headgate.crds.schema")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.headgate.crds.gateway",
              "dev.headgate.crds.backend",
              "dev.headgate.crds.route",
              "dev.headgate.crds.budget",
              "dev.headgate.crds.consumer",
              "dev.headgate.crds.firewall",
              "dev.headgate.crds.drill")
          .allowEmptyShould(false);
}
