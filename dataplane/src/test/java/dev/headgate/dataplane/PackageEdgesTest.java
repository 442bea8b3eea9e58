package dev.headgate.dataplane;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.NullMarked;

/** Who may know whom inside the proxy (docs of the house: "Modules", "Across"). */
@AnalyzeClasses(
    packages = "dev.headgate.dataplane",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackageEdgesTest {
  private static final String ROOT = "dev.headgate.dataplane";
  private static final String[] POLICIES = {
    ROOT + ".terms..",
    ROOT + ".identity..",
    ROOT + ".route..",
    ROOT + ".circuit..",
    ROOT + ".retry.."
  };
  private static final String[] NO_INPUT_OR_OUTPUT = {
    "java..", "org.jspecify..", "com.google.re2j..", "dev.headgate.contract..", ROOT + ".."
  };

  @ArchTest
  static final ArchRule noRoomKnowsTheRoomThatCalledIt =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().allowEmptyShould(false);

  @ArchTest
  static final ArchRule noWayOfSayingKnowsOneThatIsBuiltOnIt =
      slices().matching(ROOT + ".dialect.(*)..").should().beFreeOfCycles().allowEmptyShould(false);

  @ArchTest
  static final ArchRule dialectsAreKnownByTheirSharedFaceAlone =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".dialect")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".dialect.*..")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule noRoomKnowsTheHouse =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".*..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT)
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule termsKnowNoRoom =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".terms..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(ROOT + "..").and(resideOutsideOfPackages(ROOT + ".terms..")))
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule policiesDoNoInputOrOutput =
      classes()
          .that()
          .resideInAnyPackage(POLICIES)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(NO_INPUT_OR_OUTPUT)
                  .and(
                      resideOutsideOfPackages(
                          "java.io..", "java.net..", "java.nio.channels..", "java.nio.file..")))
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule policiesAreToldTheTimeAndTheirLuck =
      noClasses()
          .that()
          .resideInAnyPackage(POLICIES)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(InstantSource.class, "system")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(ThreadLocalRandom.class, "current")
          .orShould()
          .callMethod(Math.class, "random")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule theProxyKnowsNoKubernetes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "io.kubernetes..",
              "io.javaoperatorsdk..",
              "dev.headgate.crds..",
              "dev.headgate.operator..",
              "dev.headgate.simulator..")
          .allowEmptyShould(false);

  @ArchTest
  static final ArchRule nobodySleeps =
      noClasses().should().callMethod(Thread.class, "sleep", long.class).allowEmptyShould(false);

  /** NullAway looks only at marked packages, so a package without the mark would pass unseen. */
  @ArchTest
  static final ArchRule everyPackageIsCheckedForNulls =
      classes().should(liveInAMarkedPackage()).allowEmptyShould(false);

  private static ArchCondition<JavaClass> liveInAMarkedPackage() {
    return new ArchCondition<>("live in a package marked @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getName() + " is in a package without @NullMarked package-info"));
        }
      }
    };
  }
}
