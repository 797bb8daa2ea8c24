package dev.waybill;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The arrows of docs/picture.md: what may know what. */
class ArchitectureTest {
    private static final JavaClasses ALL =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("dev.waybill");

    private static final String[] ENGINE = rooms(
            "record",
            "offset",
            "failure",
            "retry",
            "time",
            "source",
            "delivery",
            "pipeline",
            "replay",
            "testkit",
            "http",
            "trace",
            "sink",
            "topic",
            "why",
            "metrics",
            "heartbeat",
            "health");
    private static final String[] WORKLOADS = rooms("pid", "files", "batch", "jobs");
    private static final String[] APP = rooms("cli", "server", "telemetry");
    private static final String[] LOCAL = rooms("local");

    @Test
    void theEngineKnowsNoneOfTheOthers() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(WORKLOADS));
        holds(noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP));
    }

    @Test
    void workloadsKnowTheEngineAndNeverOneAnother() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(WORKLOADS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(APP));
        holds(slices().matching("dev.waybill.(pid|files|batch|jobs)..").should().notDependOnEachOther());
    }

    @Test
    void nothingThatIsShippedKnowsTheLocalStackAndItKnowsNothingOfOurs() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(LOCAL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(LOCAL));
        holds(noClasses()
                .that()
                .resideInAnyPackage(LOCAL)
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                "dev.waybill..")
                        .and(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages(LOCAL))));
    }

    @Test
    void oneRoomKnowsOpenTelemetry() {
        holds(noClasses()
                .that()
                .resideOutsideOfPackages(rooms("telemetry"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry.."));
    }

    @Test
    void roomsFormNoCircle() {
        holds(slices().matching("dev.waybill.(**)").should().beFreeOfCycles());
    }

    @Test
    void rowsAreCheckedWithoutKnowingWhoAsks() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(rooms("batch.model", "batch.read", "batch.check", "batch.infer"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(rooms("batch.block", "batch.ledger", "batch.store", "batch.upload", "batch.work")));
    }

    @Test
    void pureRoomsStayPure() {
        holds(classes()
                .that()
                .resideInAnyPackage("dev.waybill.record..", "dev.waybill.offset..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.waybill.record..", "dev.waybill.offset.."));
        holds(classes()
                .that()
                .resideInAPackage("dev.waybill.retry..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "org.jspecify..",
                        "dev.waybill.retry..",
                        "dev.waybill.failure",
                        "dev.waybill.time.."));
    }

    @Test
    void onlyTheClocksRoomAsksTheMachineForTheTime() {
        holds(noClasses()
                .that()
                .resideInAnyPackage(ENGINE)
                .and()
                .resideOutsideOfPackage("dev.waybill.time..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class));
    }

    private static void holds(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }

    private static String[] rooms(String... names) {
        return Arrays.stream(names).map(name -> "dev.waybill." + name + "..").toArray(String[]::new);
    }
}
