package io.penumbra.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CellKey;
import io.penumbra.counts.CellSum;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Pane;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.ScoredImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.counts.Truth;
import io.penumbra.verdict.Decision;
import io.penumbra.verdict.Gate;
import io.penumbra.verdict.Verdict;
import io.penumbra.verdict.VerdictSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditQueueTest {
    private static final int NOT_BLOND = 0;
    private static final int BLOND = 1;
    private static final ModelVersion FULL = ScoredImages.LINEUP.baseline();
    private static final Gate GATE = new Gate(VerdictSettings.DEFAULT, Map.of());

    /** A stream of images, and who said what of them. */
    private static final class Stream {
        private final Picks picks = Picks.DEFAULT;
        private final Map<String, ScoredImage> images = new HashMap<>();
        private final Map<String, Integer> truth = new HashMap<>();
        private final Map<String, Integer> said = new HashMap<>();

        void add(String leaf, int label, int full, int pruned, int int8) {
            String id = "image-" + images.size();
            images.put(id, ScoredImages.of(leaf, full, pruned, int8));
            truth.put(id, label);
        }

        void label(String id) {
            said.put(id, truth.get(id));
        }

        private boolean isReference(String id) {
            return images.get(id).isUnanimous() && picks.isReference(id.getBytes());
        }

        /** @param asSample whether labels count as if nobody had chosen their images */
        Snapshot snapshot(Map<String, Integer> labels, boolean asSample) {
            var cells = new HashMap<Subgroup, CellSum>();
            images.forEach((id, image) -> {
                Integer label = labels.get(id);
                Truth known = label == null
                        ? Truth.UNKNOWN
                        : asSample ? Truth.of(label) : Truth.UNKNOWN.chosen(label, isReference(id));
                cells.computeIfAbsent(image.leaf(), leaf -> new CellSum(ScoredImages.LINEUP))
                        .add(image.with(image.leaf(), known));
            });
            var keyed = new HashMap<TallyKey, io.penumbra.counts.Cell>();
            cells.forEach((leaf, cell) ->
                    keyed.put(new TallyKey(0, new CellKey(Optional.of(Pane.at(0)), leaf, 1)), cell.cell()));
            return Snapshot.of(keyed.entrySet());
        }

        Verdict verdict(String candidate) {
            return GATE.verdict(snapshot(said, false), candidate);
        }

        List<AuditImage> kept() {
            var kept = new ArrayList<AuditImage>();
            images.forEach((id, image) -> {
                if (!said.containsKey(id) && (!image.isUnanimous() || isReference(id))) {
                    kept.add(new AuditImage(id, 0, image, Optional.empty(), Optional.empty()));
                }
            });
            return kept;
        }

        AuditQueue queue(String... candidates) {
            var asking = new ArrayList<Asking>();
            for (String name : candidates) {
                ModelVersion version = ScoredImages.LINEUP.candidates().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
                asking.add(Asking.of(FULL, version, verdict(name)));
            }
            return AuditQueue.of(kept(), asking);
        }
    }

    /**
     * Images of four leaves, of which a third is blond. The models are right on most.
     *
     * @param missed the share of blond men that pruned misses and full does not
     */
    private static Stream stream(int images, double missed, double other) {
        var random = new Random(4);
        var stream = new Stream();
        for (int i = 0; i < images; i++) {
            boolean male = random.nextBoolean();
            String leaf = "age=" + (random.nextInt(4) == 0 ? "old" : "young") + ",sex=" + (male ? "male" : "female");
            int label = random.nextInt(3) == 0 ? BLOND : NOT_BLOND;
            int full = random.nextInt(25) == 0 ? 1 - label : label;
            double worse = male && label == BLOND ? missed : other;
            int pruned = full == label && random.nextDouble() < worse ? 1 - full : full;
            stream.add(leaf, label, full, pruned, full);
        }
        return stream;
    }

    @Test
    void onlyWhatIsEvidenceForAnOpenQuestionIsInTheQueue() {
        Stream stream = stream(2000, 0.1, 0.003);
        AuditQueue queue = stream.queue("pruned");

        assertThat(queue.open()).isPositive();
        assertThat(queue.images()).isNotEmpty().allSatisfy(image -> {
            boolean flip = image.image().modal(1) != image.image().modal(0);
            assertThat(flip || image.isReference()).isTrue();
        });
        assertThat(queue.images().get(0).isReference()).as("flips come first").isFalse();
        // int8 never flips: none of pruned's flips is evidence on it
        assertThat(stream.queue("int8").images()).allMatch(AuditImage::isReference);
        assertThat(new HashSet<>(stream.queue("pruned", "int8").images())).containsAll(queue.images());
    }

    @Test
    void ofAnotherVersionNothingIsAsked() {
        Stream stream = stream(500, 0.1, 0.003);
        var other = new ModelVersion("pruned", "p1", 1);
        assertThat(AuditQueue.of(stream.kept(), List.of(Asking.of(FULL, other, stream.verdict("pruned"))))
                        .images())
                .isEmpty();
    }

    @Test
    void theOrderIsTheSameEverywhere() {
        Stream stream = stream(1000, 0.1, 0.003);
        List<AuditImage> kept = new ArrayList<>(stream.kept());
        List<Asking> asking =
                List.of(Asking.of(FULL, ScoredImages.LINEUP.candidates().get(0), stream.verdict("pruned")));
        List<AuditImage> order = AuditQueue.of(kept, asking).images();
        java.util.Collections.shuffle(kept, new Random(1));
        assertThat(AuditQueue.of(kept, asking).images()).isEqualTo(order);
    }

    /** Labels in the order of the queue until the verdict falls or nothing is left to label. */
    private static int labelUntilDecided(Stream stream, String candidate) {
        int labels = 0;
        while (stream.verdict(candidate).decision() == Decision.INCONCLUSIVE) {
            List<AuditImage> images = stream.queue(candidate).images();
            if (images.isEmpty()) {
                break;
            }
            // a few at a time, as a person is ahead of the counts
            List<AuditImage> few = images.subList(0, Math.min(10, images.size()));
            few.forEach(image -> stream.label(image.id()));
            labels += few.size();
        }
        return labels;
    }

    @Test
    void theQueueReachesTheVerdictOfAllLabelsWithAFewOfThem() {
        Stream stream = stream(3000, 0.2, 0.004);
        assertThat(GATE.verdict(stream.snapshot(stream.truth, true), "pruned").decision())
                .isEqualTo(Decision.FAIL);

        int labels = labelUntilDecided(stream, "pruned");

        System.out.println("a candidate that harms: " + labels + " labels of " + stream.images.size());
        assertThat(stream.verdict("pruned").decision()).isEqualTo(Decision.FAIL);
        assertThat(labels).isLessThan(stream.images.size() / 10);
    }

    @Test
    void aCandidateWithoutFlipsPassesByAFewReferences() {
        var random = new Random(6);
        var stream = new Stream();
        for (int i = 0; i < 5000; i++) {
            int label = random.nextInt(3) == 0 ? BLOND : NOT_BLOND;
            int says = random.nextInt(25) == 0 ? 1 - label : label;
            stream.add("age=young,sex=female", label, says, says, says);
        }
        int labels = labelUntilDecided(stream, "int8");

        System.out.println("a candidate without flips: " + labels + " labels of " + stream.images.size());
        assertThat(stream.verdict("int8").decision()).isEqualTo(Decision.PASS);
        assertThat(labels).isLessThan(stream.images.size() / 10);
    }

    @Test
    void theForecastOfLabelsIsNearWhatItTakes() {
        Stream stream = stream(4000, 0, 0.004);
        AuditQueue queue = stream.queue("pruned");
        Set<String> asked = new HashSet<>();
        queue.images().stream().limit(queue.labels()).forEach(image -> {
            asked.add(image.id());
            stream.label(image.id());
        });

        assertThat(queue.labels())
                .isPositive()
                .isLessThanOrEqualTo(queue.images().size());
        int after = stream.queue("pruned").open();
        System.out.println("forecast: " + queue.labels() + " labels answer " + queue.questions() + " of " + queue.open()
                + " questions; " + after + " are open after them");
        assertThat(after).isLessThan(queue.open());
    }
}
