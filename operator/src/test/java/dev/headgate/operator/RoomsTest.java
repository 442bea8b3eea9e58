package dev.headgate.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom. Below stands what knows least. */
@AnalyzeClasses(
    packages = "dev.headgate.operator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  private static final String[] CLUSTER = {
    "io.fabric8.kubernetes.client..", "io.javaoperatorsdk.."
  };

  @ArchTest
  static final ArchRule compileKnowsNoOtherRoom =
      classes()
          .that()
          .resideInAPackage("..operator.compile..")
          .should()
          .onlyAccessClassesThat()
          .resideOutsideOfPackages(
              "..operator.push..",
              "..operator.feed..",
              "..operator.status..",
              "..operator.apply..",
              "..operator.watch..",
              "..operator.offline..",
              "..operator.trust..");

  @ArchTest
  static final ArchRule trustKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage("..operator.trust..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..operator.push..",
              "..operator.feed..",
              "..operator.status..",
              "..operator.apply..",
              "..operator.watch..",
              "..operator.compile..",
              "..operator.offline..");

  @ArchTest
  static final ArchRule pushKnowsOnlyTheContractAndTrust =
      noClasses()
          .that()
          .resideInAPackage("..operator.push..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "..operator.compile..",
              "..operator.feed..",
              "..operator.status..",
              "..operator.apply..",
              "..operator.watch..",
              "..operator.offline..",
              "dev.headgate.crds..");

  @ArchTest
  static final ArchRule statusAndFeedKnowNeitherObjectsNorTheLoop =
      noClasses()
          .that()
          .resideInAnyPackage("..operator.status..", "..operator.feed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..operator.apply..", "..operator.watch..", "..operator.offline..");

  @ArchTest
  static final ArchRule statusDoesNotKnowTheFeed =
      noClasses()
          .that()
          .resideInAPackage("..operator.status..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..operator.feed..");

  @ArchTest
  static final ArchRule applyDoesNotKnowTheLoop =
      noClasses()
          .that()
          .resideInAPackage("..operator.apply..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..operator.watch..", "..operator.feed..", "..operator.offline..");

  @ArchTest
  static final ArchRule onlyApplyAndWatchAndTheCommandSpeakToACluster =
      noClasses()
          .that()
          .resideInAnyPackage("..operator.push..", "..operator.feed..", "..operator.trust..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLUSTER);

  @ArchTest
  static final ArchRule theProxyIsNotOnTheClassPath =
      noClasses()
          .that()
          .resideInAPackage("dev.headgate.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.headgate.dataplane..", "io.vertx..");
}
