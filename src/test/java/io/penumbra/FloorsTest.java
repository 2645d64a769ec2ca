package io.penumbra;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.penumbra.wire.CellLimit;
import io.penumbra.wire.DeadLetter;
import io.penumbra.wire.LabelReader;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** The table "House" of the design: who may import what. */
class FloorsTest {
    private static final String ROOT = "io.penumbra";

    /** The packages and which of the others each may import; the root may import all. */
    private static final Map<String, List<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("access", List.of("process")),
            Map.entry("admission", List.of()),
            Map.entry("image", List.of()),
            Map.entry("dataset", List.of("image")),
            Map.entry("statistics", List.of()),
            Map.entry("counts", List.of("statistics")),
            Map.entry("exemplar", List.of("counts", "image", "statistics")),
            Map.entry(
                    "console",
                    List.of(
                            "access",
                            "audit",
                            "counts",
                            "drift",
                            "event",
                            "exemplar",
                            "image",
                            "lag",
                            "metrics",
                            "model",
                            "plan",
                            "process",
                            "statistics",
                            "tally",
                            "verdict",
                            "wire")),
            Map.entry("wire", List.of("audit", "counts", "exemplar", "image", "statistics")),
            Map.entry("audit", List.of("counts", "image", "process", "verdict")),
            Map.entry("tally", List.of("audit", "counts", "exemplar", "forget", "statistics", "streams", "wire")),
            Map.entry("verdict", List.of("counts", "statistics")),
            Map.entry("plan", List.of("counts", "statistics", "verdict")),
            Map.entry("event", List.of("counts", "process", "streams", "verdict")),
            Map.entry("process", List.of()),
            Map.entry("drift", List.of("counts", "process", "statistics")),
            Map.entry("labelling", List.of("process")),
            Map.entry("forget", List.of("process")),
            Map.entry("embedded", List.of("process")),
            Map.entry("model", List.of("image", "process")),
            Map.entry("scoring", List.of("forget", "image", "model", "wire")),
            // it declares the metrics of the process too: it hears the listeners of scoring and tally, whose reasons
            // are those of image
            Map.entry(
                    "metrics", List.of("counts", "drift", "image", "lag", "scoring", "statistics", "tally", "verdict")),
            Map.entry(
                    "rest",
                    List.of(
                            "access",
                            "audit",
                            "counts",
                            "drift",
                            "event",
                            "exemplar",
                            "forget",
                            "image",
                            "lag",
                            "model",
                            "plan",
                            "process",
                            "statistics",
                            "tally",
                            "verdict")),
            Map.entry(
                    "service",
                    List.of(
                            "access",
                            "audit",
                            "console",
                            "counts",
                            "drift",
                            "event",
                            "exemplar",
                            "forget",
                            "image",
                            "lag",
                            "metrics",
                            "model",
                            "process",
                            "scoring",
                            "tally",
                            "verdict",
                            "wire")),
            Map.entry("streams", List.of("process")),
            Map.entry("lag", List.of()),
            Map.entry("avatar", List.of("dataset", "process")),
            Map.entry("replay", List.of("avatar", "dataset", "image", "process")),
            Map.entry(
                    "report",
                    List.of(
                            "avatar",
                            "counts",
                            "dataset",
                            "image",
                            "model",
                            "process",
                            "scoring",
                            "statistics",
                            "tally",
                            "verdict")),
            Map.entry("report.chart", List.of()),
            Map.entry("report.table", List.of("statistics")),
            Map.entry("wire.v1", List.of()),
            Map.entry(
                    "demo",
                    List.of(
                            "avatar",
                            "counts",
                            "dataset",
                            "drift",
                            "embedded",
                            "model",
                            "process",
                            "replay",
                            "service",
                            "statistics",
                            "verdict")),
            Map.entry(
                    "bench",
                    List.of(
                            "avatar",
                            "counts",
                            "dataset",
                            "drift",
                            "embedded",
                            "image",
                            "metrics",
                            "model",
                            "process",
                            "replay",
                            "report",
                            "scoring",
                            "service",
                            "statistics",
                            "tally",
                            "verdict",
                            "wire"))));

    /** Packages that ask the clock and speak to the terminal. Elsewhere only a command does, the class that a user starts. */
    private static final List<String> TERMINAL = List.of("bench", "demo", "process");

    /** The names of others and the packages that may speak them; "" is the root. */
    private static final Map<String, List<String>> SPOKEN_IN = new TreeMap<>(Map.ofEntries(
            Map.entry("ai.onnxruntime..", List.of("model")),
            Map.entry(
                    "com.fasterxml.jackson..",
                    List.of(
                            "access",
                            "audit",
                            "drift",
                            "event",
                            "forget",
                            "image",
                            "labelling",
                            "model",
                            "replay",
                            "rest",
                            "wire")),
            Map.entry("com.google.protobuf..", List.of("bench", "model", "scoring", "tally", "wire")),
            Map.entry("com.sun.management..", List.of("bench")),
            Map.entry("io.cloudevents..", List.of("event", "image")),
            Map.entry("io.micrometer..", List.of("service")),
            Map.entry("io.netty..", List.of("service")),
            Map.entry("io.prometheus..", List.of("bench", "metrics", "service")),
            Map.entry("io.quarkus.elytron..", List.of("access")),
            Map.entry("io.quarkus.oidc..", List.of("access")),
            Map.entry("io.quarkus.jackson..", List.of("rest")),
            Map.entry("io.quarkus.qute..", List.of("access", "console", "report")),
            Map.entry("io.quarkus.runtime..", List.of("", "admission", "demo", "process", "service")),
            Map.entry("io.quarkus.logging..", List.of("process")),
            Map.entry("org.jboss.logmanager..", List.of("process")),
            Map.entry("io.quarkus.security..", List.of("access", "rest")),
            Map.entry("io.quarkus.smallrye..", List.of("rest")),
            Map.entry("io.quarkus.vertx..", List.of("access", "rest", "service")),
            Map.entry("io.vertx..", List.of("access", "admission", "service")),
            Map.entry("jakarta..", List.of("access", "admission", "console", "rest", "service")),
            Map.entry("io.smallrye..", List.of("access", "console", "rest", "service")),
            Map.entry(
                    "org.eclipse.microprofile..", List.of("access", "admission", "demo", "process", "rest", "service")),
            Map.entry("org.jboss.resteasy..", List.of("access", "console", "rest")),
            Map.entry("java.awt..", List.of("avatar", "image")),
            Map.entry("javax.crypto..", List.of("access", "event")),
            Map.entry("javax.imageio..", List.of("avatar", "image")),
            Map.entry("kafka..", List.of("embedded")),
            Map.entry("org.apache.commons..", List.of("statistics")),
            Map.entry(
                    "org.apache.kafka.clients..",
                    List.of(
                            "audit",
                            "bench",
                            "demo",
                            "drift",
                            "event",
                            "exemplar",
                            "forget",
                            "image",
                            "process",
                            "replay",
                            "scoring",
                            "service",
                            "streams",
                            "tally",
                            "wire")),
            Map.entry(
                    "org.apache.kafka.common..",
                    List.of(
                            "audit",
                            "bench",
                            "demo",
                            "drift",
                            "embedded",
                            "event",
                            "exemplar",
                            "forget",
                            "image",
                            "lag",
                            "process",
                            "replay",
                            "scoring",
                            "service",
                            "streams",
                            "tally",
                            "wire")),
            Map.entry("org.apache.kafka.metadata..", List.of("embedded")),
            Map.entry("org.apache.kafka.server..", List.of("embedded")),
            Map.entry("org.apache.kafka.streams..", List.of("bench", "service", "streams", "tally")),
            Map.entry("org.rocksdb..", List.of("tally")),
            Map.entry(
                    "picocli..",
                    List.of(
                            "",
                            "access",
                            "avatar",
                            "bench",
                            "demo",
                            "forget",
                            "labelling",
                            "process",
                            "replay",
                            "report",
                            "rest",
                            "service")),
            Map.entry("sun.misc..", List.of("process"))));

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static String inside(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name + "..";
    }

    private static String[] inside(List<String> names) {
        return names.stream().map(FloorsTest::inside).toArray(String[]::new);
    }

    @Test
    void everyPackageStandsInTheTable() {
        Set<String> packages = CODE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1))
                .collect(Collectors.toSet());
        assertThat(packages).isEqualTo(MAY_IMPORT.keySet());
    }

    @Test
    void packagesImportWhatTheTableLetsThem() {
        MAY_IMPORT.forEach((name, others) -> noClasses()
                .that()
                .resideInAPackage(inside(name))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..")
                        .and(not(resideInAPackage(inside(name))))
                        .and(not(resideInAnyPackage(inside(others)))))
                .allowEmptyShould(true)
                .check(CODE));
    }

    @Test
    void rootIsImportedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CODE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CODE);
    }

    /** Scores may come from elsewhere: scoring knows no more of them than such a scorer would. */
    @Test
    void scoringKnowsOfTheWireOnlyTheContract() {
        noClasses()
                .that()
                .resideInAPackage(inside("scoring"))
                .should()
                .dependOnClassesThat(
                        resideInAPackage(ROOT + ".wire").and(not(belongToAnyOf(CellLimit.class, DeadLetter.class))))
                .check(CODE);
    }

    /** A label is JSON, so that anybody can send one. All else that crosses Kafka is protobuf. */
    @Test
    void onlyLabelsAreReadAsJsonInTheWire() {
        noClasses()
                .that()
                .resideInAPackage(inside("wire"))
                .and(not(belongToAnyOf(LabelReader.class)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(CODE);
    }

    @Test
    void namesOfOthersStayInTheirPackages() {
        SPOKEN_IN.forEach((names, speakers) -> noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .and()
                .resideOutsideOfPackages(inside(speakers))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(names)
                .check(CODE));
    }

    @Test
    void everyNameOfOthersHasItsPackage() {
        String[] known = Stream.concat(
                        SPOKEN_IN.keySet().stream(),
                        Stream.of("java..", "io.penumbra..", "org.jspecify..", "org.slf4j..", ""))
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat(not(resideInAnyPackage(known)).and(not(arraysOrPrimitives())))
                .check(CODE);
    }

    private static DescribedPredicate<JavaClass> arraysOrPrimitives() {
        return DescribedPredicate.describe("arrays or primitives", c -> c.isArray() || c.isPrimitive());
    }

    @Test
    void statisticsArePure() {
        classes()
                .that()
                .resideInAPackage(inside("statistics"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang..",
                                "java.util..",
                                "org.apache.commons..",
                                "org.jspecify..",
                                inside("statistics"))
                        .or(arraysOrPrimitives()))
                .check(CODE);
    }

    @Test
    void countsKnowOnlyStatistics() {
        classes()
                .that()
                .resideInAPackage(inside("counts"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "java.nio.charset..",
                                "org.jspecify..",
                                inside("statistics"),
                                inside("counts"))
                        .or(arraysOrPrimitives()))
                .check(CODE);
    }

    @Test
    void timeIsAnArgumentUnderTheWiring() {
        for (Class<?> clock :
                Arrays.asList(Instant.class, java.time.LocalDateTime.class, java.time.OffsetDateTime.class)) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages(inside(TERMINAL))
                    .and()
                    .areNotAnnotatedWith(Command.class)
                    .should()
                    .callMethod(clock, "now")
                    .check(CODE);
        }
        noClasses()
                .that()
                .resideOutsideOfPackages(inside(TERMINAL))
                .and()
                .areNotAnnotatedWith(Command.class)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackages(inside(TERMINAL))
                .and()
                .areNotAnnotatedWith(Command.class)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CODE);
    }

    @Test
    void standardStreamsBelongToTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside(TERMINAL))
                .and()
                .areNotAnnotatedWith(Command.class)
                .should()
                .accessField(System.class, "out")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackages(inside(TERMINAL))
                .and()
                .areNotAnnotatedWith(Command.class)
                .should()
                .accessField(System.class, "err")
                .check(CODE);
    }
}
