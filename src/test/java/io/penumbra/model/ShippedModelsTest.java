package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What the demo's {@code models.yaml} says of its files holds, as far as the files alone can tell. */
class ShippedModelsTest {
    private static final long MOST_BYTES = 15_000_000;
    private static final long MOST_MEMORY = 500_000_000;
    private static final int MEMBERS = 5;
    private static final int BATCH = 128;

    private static ShippedModels shipped;
    private static Models models;

    @BeforeAll
    static void open() {
        shipped = ShippedModels.unpack();
        models = Models.open(shipped.file(), 1, Provider.CPU);
    }

    @AfterAll
    static void close() {
        models.close();
        shipped.close();
    }

    private static List<Model> candidates() {
        return models.models().subList(1, models.models().size());
    }

    @Test
    void everythingIsSaidOfEveryMember() {
        assertThat(models.declaration().evaluation()).isPresent();
        for (Declaration.Population population : models.declaration().models()) {
            for (Declaration.Member member : population.members()) {
                assertThat(member.sha256()).as(member.path()).isPresent();
                assertThat(member.bytes()).as(member.path()).isPresent();
                assertThat(member.deflatedBytes()).as(member.path()).isPresent();
                assertThat(member.parameters()).as(member.path()).isPresent();
                assertThat(member.nonZero()).as(member.path()).isPresent();
                assertThat(member.accuracy()).as(member.path()).isPresent();
            }
        }
    }

    /** As many as tell the differences between two trainings from those that compression makes. */
    @Test
    void everyPopulationHasFiveMembersOfItsOwn() {
        for (Model model : models.models()) {
            assertThat(model.files())
                    .as(model.name())
                    .hasSize(MEMBERS)
                    .extracting(Declaration.Member::sha256)
                    .doesNotHaveDuplicates();
        }
    }

    /** Each session keeps the memory of its largest run. Runs of 64 images made that 1.2 GB. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void memoryOfLargeBatchesStaysSmall() throws Exception {
        var images = models.buffer(BATCH);
        long before = residentBytes();
        for (int i = 0; i < 2; i++) {
            models.predict(images, BATCH);
        }
        assertThat(residentBytes() - before).isLessThan(MOST_MEMORY);
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    @Test
    void filesTogetherStaySmall() {
        assertThat(models.models().stream().mapToLong(Model::bytes).sum()).isLessThan(MOST_BYTES);
    }

    /** Implementations of deflate differ by a little. */
    @Test
    void deflatedBytesAreThoseAfterDeflate() throws IOException {
        for (Model model : models.models()) {
            for (Declaration.Member member : model.files()) {
                Path file = shipped.file().resolveSibling(member.path());
                double said = member.deflatedBytes().orElseThrow();
                assertThat((double) deflated(Files.readAllBytes(file)))
                        .as(member.path())
                        .isCloseTo(said, within(said / 50));
            }
        }
    }

    private static int deflated(byte[] bytes) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[bytes.length + 1024]);
        } finally {
            deflater.end();
        }
    }

    /** Biases are not pruned, which leaves a little more than the share in the name. */
    @Test
    void prunedModelsLackTheWeightsThatTheirNameSays() {
        for (Model model : candidates()) {
            if (model.compression().get("pruning") instanceof Double pruning) {
                for (Declaration.Member member : model.files()) {
                    double zeros = 1
                            - (double) member.nonZero().orElseThrow()
                                    / member.parameters().orElseThrow();
                    assertThat(zeros).as(member.path()).isCloseTo(pruning, within(0.005));
                }
            }
        }
    }

    @Test
    void everyCandidateSaysWhatWasDoneToIt() {
        assertThat(candidates())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(model.compression()).isNotEmpty());
    }
}
