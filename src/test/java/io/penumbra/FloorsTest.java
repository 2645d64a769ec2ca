package io.penumbra;

import static com.tngtech.archunit.base.DescribedPredicate.not;
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

/** The table "House" of the design: who may import what. */
class FloorsTest {
    private static final String ROOT = "io.penumbra";

    /** The packages and which of the others each may import; {@code console} may import all, the root is imported by none. */
    private static final Map<String, List<String>> MAY_IMPORT = new TreeMap<>(Map.ofEntries(
            Map.entry("image", List.of()),
            Map.entry("model", List.of("image")),
            Map.entry("statistics", List.of()),
            Map.entry("tally", List.of("statistics")),
            Map.entry("scoring", List.of("image", "model", "tally")),
            Map.entry("verdict", List.of("tally", "statistics")),
            Map.entry("exemplar", List.of("tally", "statistics")),
            // it declares the metrics of the process too: it hears the listeners of scoring and tally, whose reasons
            // are those of image
            Map.entry("metrics", List.of("tally", "verdict", "statistics", "scoring", "image")),
            Map.entry(
                    "console",
                    List.of(
                            "image",
                            "model",
                            "statistics",
                            "tally",
                            "scoring",
                            "verdict",
                            "exemplar",
                            "metrics",
                            "report",
                            "dataset")),
            Map.entry("dataset", List.of("image")),
            Map.entry("report", List.of("tally", "exemplar", "statistics")),
            Map.entry("embedded", List.of())));

    /** The names of others and the packages that may speak them; "" is the root. */
    private static final Map<String, List<String>> SPOKEN_IN = new TreeMap<>(Map.ofEntries(
            Map.entry("ai.onnxruntime..", List.of("model")),
            Map.entry("com.drew..", List.of("image")),
            Map.entry("com.fasterxml.jackson..", List.of("model", "tally", "console", "")),
            Map.entry("com.google.protobuf..", List.of("tally", "scoring", "")),
            Map.entry("com.sun.management..", List.of("")),
            Map.entry("io.cloudevents..", List.of("image")),
            Map.entry("io.micrometer..", List.of("")),
            Map.entry("io.netty..", List.of("")),
            Map.entry("io.prometheus..", List.of("metrics", "")),
            Map.entry("io.quarkus..", List.of("console", "")),
            Map.entry("io.vertx..", List.of("console", "")),
            Map.entry("jakarta..", List.of("console", "")),
            Map.entry("io.smallrye..", List.of("console", "")),
            Map.entry("org.eclipse.microprofile..", List.of("console", "")),
            Map.entry("org.jboss.resteasy..", List.of("console")),
            Map.entry("java.awt..", List.of("image", "dataset")),
            Map.entry("javax.imageio..", List.of("image", "dataset")),
            Map.entry("kafka..", List.of("embedded")),
            Map.entry("org.apache.commons..", List.of("statistics")),
            Map.entry("org.apache.kafka.clients..", List.of("image", "scoring", "dataset", "exemplar", "")),
            Map.entry(
                    "org.apache.kafka.common..",
                    List.of("image", "scoring", "tally", "dataset", "exemplar", "embedded", "")),
            Map.entry("org.apache.kafka.metadata..", List.of("embedded")),
            Map.entry("org.apache.kafka.server..", List.of("embedded")),
            Map.entry("org.apache.kafka.streams..", List.of("tally", "")),
            Map.entry("org.rocksdb..", List.of("tally")),
            Map.entry("picocli..", List.of("")),
            Map.entry("sun.misc..", List.of(""))));

    /** What of the tally counts and knows nothing of where the counts come from. */
    private static final Set<String> CELLS = Set.of(
            "Cell",
            "Baseline",
            "CellKey",
            "PaneCounts",
            "PaneSums",
            "Seen",
            "WindowSums",
            "CellSum",
            "Classes",
            "Ballot",
            "Counts",
            "CountLayout",
            "CountedScore",
            "EarlyLabel",
            "Exemplar",
            "ExemplarKey",
            "ExemplarView",
            "PaneExemplars",
            "Skyband",
            "Source",
            "KnownImage",
            "Label",
            "LabelOutcome",
            "LabelRead",
            "Lineup",
            "ModelCounts",
            "ModelVersion",
            "PairCounts",
            "Pane",
            "ScoreRead",
            "ScoredImage",
            "Snapshot",
            "Subgroup",
            "SubgroupCounts",
            "TallyKey",
            "View",
            "Window");

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
                .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
                .collect(Collectors.toSet());
        assertThat(packages)
                .contains(
                        "image", "model", "statistics", "tally", "scoring", "verdict", "metrics", "dataset", "embedded")
                .isSubsetOf(MAY_IMPORT.keySet());
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
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void scoringKnowsOfTheTallyOnlyTheContract() {
        noClasses()
                .that()
                .resideInAPackage(inside("scoring"))
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + ".tally")
                        .and(not(DescribedPredicate.describe(
                                "DeadLetter or CellLimit",
                                c -> Set.of("DeadLetter", "CellLimit")
                                        .contains(outermost(c).getSimpleName())))))
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

    /** A label is JSON, so that anybody can send one; all else that the tally reads is protobuf. */
    @Test
    void jsonIsReadByTheReaderOfLabelsAloneInTheTally() {
        noClasses()
                .that()
                .resideInAPackage(inside("tally"))
                .and()
                .doNotHaveSimpleName("LabelReader")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
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
    void cellsKnowOnlyStatistics() {
        DescribedPredicate<JavaClass> cells = DescribedPredicate.describe(
                "cells",
                c -> c.getPackageName().equals(ROOT + ".tally")
                        && CELLS.contains(outermost(c).getSimpleName()));
        assertThat(CODE.stream()
                        .filter(cells)
                        .map(FloorsTest::outermost)
                        .map(JavaClass::getSimpleName)
                        .collect(Collectors.toSet()))
                .isEqualTo(CELLS);
        classes()
                .that(cells)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "java.nio.charset..",
                                "org.jspecify..",
                                inside("statistics"))
                        .or(cells)
                        .or(arraysOrPrimitives()))
                .check(CODE);
    }

    private static JavaClass outermost(JavaClass nested) {
        return nested.getEnclosingClass().map(FloorsTest::outermost).orElse(nested);
    }

    @Test
    void timeIsAnArgumentUnderTheWiring() {
        for (Class<?> clock :
                Arrays.asList(Instant.class, java.time.LocalDateTime.class, java.time.OffsetDateTime.class)) {
            noClasses()
                    .that()
                    .resideOutsideOfPackage(ROOT)
                    .should()
                    .callMethod(clock, "now")
                    .check(CODE);
        }
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .callMethod(Clock.class, "systemUTC")
                .check(CODE);
    }

    @Test
    void standardStreamsBelongToTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .accessField(System.class, "out")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT)
                .should()
                .accessField(System.class, "err")
                .check(CODE);
    }
}
