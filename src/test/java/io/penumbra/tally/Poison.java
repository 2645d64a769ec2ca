package io.penumbra.tally;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.penumbra.wire.v1.Cell;
import io.penumbra.wire.v1.Exemplar;
import io.penumbra.wire.v1.ExemplarKey;
import io.penumbra.wire.v1.Exemplars;
import io.penumbra.wire.v1.Hour;
import io.penumbra.wire.v1.TallyKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records that no topic of the view can hold. They are made from one that it does. */
public final class Poison {
    private static final long MINUTE = 60_000;
    private static final long FAR = 500L * 365 * 24 * 60 * MINUTE;

    /** A record; the name says what is wrong with it. */
    public record Bad(String name, byte @Nullable [] key, byte @Nullable [] value) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final byte[] SCORE =
            Scores.random(new Random(3), Scores.lineup(), 1_700_000_000_000L).toByteArray();

    private Poison() {}

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** What is garbage in any topic of protobuf. */
    private static List<Bad> garbage(byte[] key, byte[] value) {
        return List.of(
                new Bad("no key", null, value),
                new Bad("no key and no value", null, null),
                new Bad("empty value", key, new byte[0]),
                new Bad("empty key", new byte[0], value),
                new Bad("random key", random(40), value),
                new Bad("random key without value", random(41), null),
                new Bad("random value", key, random(50)),
                new Bad("cut value", key, Arrays.copyOf(value, value.length - 7)),
                new Bad("a score", key, SCORE),
                new Bad("a text", "key".getBytes(UTF_8), "{\"label\": \"blond\"}".getBytes(UTF_8)),
                new Bad("a huge value", key, random(900_000)));
    }

    /** Poison for the topic of claims. */
    static List<Bad> claims() {
        byte[] key = "image".getBytes(UTF_8);
        byte[] claim = "{\"who\": \"ada\", \"kind\": \"taken\"}".getBytes(UTF_8);
        return List.of(
                new Bad("no key", null, claim),
                new Bad("no key and no value", null, null),
                new Bad("empty value", key, new byte[0]),
                new Bad("no JSON", key, "{\"who\": \"ada\"".getBytes(UTF_8)),
                new Bad("no object", key, "[1, 2]".getBytes(UTF_8)),
                new Bad("null", key, "null".getBytes(UTF_8)),
                new Bad("nobody", key, "{\"kind\": \"taken\"}".getBytes(UTF_8)),
                new Bad("a number for a name", key, "{\"who\": 7, \"kind\": \"taken\"}".getBytes(UTF_8)),
                new Bad("other kind", key, "{\"who\": \"ada\", \"kind\": \"stolen\"}".getBytes(UTF_8)),
                new Bad("deep", key, "[".repeat(4000).getBytes(UTF_8)),
                new Bad("a score", key, SCORE),
                new Bad("random value", key, random(50)),
                new Bad("a huge value", key, random(900_000)));
    }

    /** Poison for the topic of tallies, from one of its records. */
    public static List<Bad> tallies(byte[] key, byte[] value) throws Exception {
        TallyKey at = TallyKey.parseFrom(key);
        Cell cell = Cell.parseFrom(value);
        var bad = new ArrayList<>(garbage(key, value));
        Consumer<TallyKey.Builder> same = to -> {};
        bad.add(cell("negative count", at, cell, same, to -> to.setCounts(3, -1)));
        bad.add(cell("counts do not add up", at, cell, same, to -> to.setCounts(0, cell.getCounts(0) + 1)));
        bad.add(cell("largest counts", at, cell, same, to -> {
            for (int i = 0; i < to.getCountsCount(); i++) {
                to.setCounts(i, Long.MAX_VALUE);
            }
        }));
        bad.add(cell("one count too many", at, cell, same, to -> to.addCounts(0)));
        bad.add(cell("no counts", at, cell, same, Cell.Builder::clearCounts));
        bad.add(cell("one histogram too few", at, cell, same, to -> to.removeDistances(0)));
        bad.add(cell("no confidences", at, cell, same, Cell.Builder::clearConfidences));
        bad.add(cell(
                "confidence above 1",
                at,
                cell,
                same,
                to -> to.getConfidencesBuilder()
                        .setCounts(1, 1_000_001 * cell.getConfidences().getCounts(0))));
        bad.add(cell(
                "confidences of a further model",
                at,
                cell,
                same,
                to -> to.getConfidencesBuilder().addSteps(1000).addCounts(0).addCounts(0)));
        bad.add(cell("no lineup", at, cell, same, Cell.Builder::clearLineup));
        bad.add(cell("layout 0", at, cell, same, to -> to.setLayout(0)));
        bad.add(cell("lineup of another key", at, cell, to -> to.setLineup(at.getLineup() + 1), to -> {}));
        bad.add(cell(
                "other lineup under the key",
                at,
                cell,
                same,
                to -> to.getLineupBuilder().getBaselineBuilder().setDigest("forged")));
        bad.add(cell("off the pane grid", at, cell, to -> to.setPaneMs(at.getPaneMs() + 1), to -> {}));
        bad.add(cell("images of another pane", at, cell, to -> to.setPaneMs(at.getPaneMs() - MINUTE), to -> {}));
        bad.add(cell(
                "pane of the far future",
                at,
                cell,
                to -> to.setPaneMs(at.getPaneMs() + FAR),
                to -> to.setFirstMs(cell.getFirstMs() + FAR).setLastMs(cell.getLastMs() + FAR)));
        bad.add(cell(
                "sum of the far future",
                at,
                cell,
                TallyKey.Builder::clearPaneMs,
                to -> to.setLastMs(cell.getLastMs() + FAR)));
        bad.add(cell(
                "sum through the far future",
                at,
                cell,
                TallyKey.Builder::clearPaneMs,
                to -> to.setThroughMs(at.getPaneMs() + FAR / MINUTE * MINUTE)));
        bad.add(cell("pane that holds others", at, cell, same, to -> to.setThroughMs(at.getPaneMs())));
        bad.add(cell("negative task", at, cell, to -> to.setTask(-1), to -> {}));
        bad.add(cell("no leaf", at, cell, TallyKey.Builder::clearLeaf, to -> {}));
        bad.add(cell("leaf without a value", at, cell, to -> to.setLeaf("sex"), to -> {}));
        var wide = new StringBuilder("a00=b");
        for (int i = 1; i < 30; i++) {
            wide.append(String.format(",a%02d=b", i));
        }
        bad.add(cell("leaf of 30 attributes", at, cell, to -> to.setLeaf(wide.toString()), to -> {}));
        bad.add(cell("leaf unsorted", at, cell, to -> to.setLeaf("sex=male,age=old"), to -> {}));
        return bad;
    }

    /** Poison for the topic of tallies, from one of its hours. */
    public static List<Bad> hours(byte[] key, byte[] value) throws Exception {
        TallyKey at = TallyKey.parseFrom(key);
        Hour hour = Hour.parseFrom(value);
        var bad = new ArrayList<Bad>();
        Consumer<TallyKey.Builder> same = to -> {};
        bad.add(new Bad("random value", key, random(50)));
        bad.add(hour("layout 0", at, hour, same, to -> to.setLayout(0)));
        bad.add(hour("no lineup", at, hour, same, Hour.Builder::clearLineup));
        bad.add(hour(
                "negative count",
                at,
                hour,
                same,
                to -> to.getSubgroupsBuilder(0).setCounts(1, -1)));
        bad.add(hour(
                "one count too many",
                at,
                hour,
                same,
                to -> to.getSubgroupsBuilder(0).addCounts(0)));
        bad.add(hour(
                "more than all", at, hour, same, to -> to.getSubgroupsBuilder(1).setCounts(0, Long.MAX_VALUE)));
        int flips = 3 + 3 * 2;
        bad.add(everywhere("more flips than images", at, hour, flips, 1_000_000));
        bad.add(everywhere("more labels than images", at, hour, 1, 1_000_000));
        bad.add(everywhere("more errors than labels", at, hour, 2, 1_000_000));
        bad.add(everywhere("more failures than images", at, hour, flips + 3, 1_000_000));
        bad.add(everywhere("votes of nobody", at, hour, 3, 1_000_000));
        bad.add(everywhere("largest count", at, hour, 0, Long.MAX_VALUE));
        bad.add(hour(
                "values of an attribute that are more than all",
                at,
                hour,
                same,
                to -> to.addSubgroups(to.getSubgroupsBuilder(0).clone().setSubgroup("age=" + "x".repeat(3)))));
        bad.add(hour(
                "an intersection",
                at,
                hour,
                same,
                to -> to.getSubgroupsBuilder(1).setSubgroup("age=old,sex=male")));
        bad.add(hour(
                "a blank subgroup",
                at,
                hour,
                same,
                to -> to.getSubgroupsBuilder(1).setSubgroup("")));
        bad.add(hour("lineup of another key", at, hour, to -> to.setLineup(at.getLineup() + 1), to -> {}));
        bad.add(hour("off the hour", at, hour, to -> to.setPaneMs(at.getPaneMs() + MINUTE), to -> {}));
        bad.add(hour("another leaf", at, hour, to -> to.setLeaf("sex=male"), to -> {}));
        bad.add(hour(
                "far future", at, hour, to -> to.setPaneMs(at.getPaneMs() + FAR / 3_600_000 * 3_600_000), to -> {}));
        bad.add(hour("negative task", at, hour, to -> to.setTask(-1), to -> {}));
        return bad;
    }

    /** The same count in each subgroup. */
    private static Bad everywhere(String name, TallyKey at, Hour hour, int place, long count) {
        return hour(
                name,
                at,
                hour,
                to -> {},
                to -> to.getSubgroupsBuilderList().forEach(subgroup -> subgroup.setCounts(place, count)));
    }

    private static Bad hour(
            String name, TallyKey key, Hour hour, Consumer<TallyKey.Builder> keyed, Consumer<Hour.Builder> counted) {
        TallyKey.Builder badKey = key.toBuilder();
        keyed.accept(badKey);
        Hour.Builder bad = hour.toBuilder();
        counted.accept(bad);
        return new Bad(name, badKey.build().toByteArray(), bad.build().toByteArray());
    }

    private static Bad cell(
            String name, TallyKey key, Cell cell, Consumer<TallyKey.Builder> keyed, Consumer<Cell.Builder> counted) {
        TallyKey.Builder badKey = key.toBuilder();
        keyed.accept(badKey);
        Cell.Builder bad = cell.toBuilder();
        counted.accept(bad);
        return new Bad(name, badKey.build().toByteArray(), bad.build().toByteArray());
    }

    /** Poison for the topic of exemplars, from one of its records. */
    public static List<Bad> exemplars(byte[] key, byte[] value) throws Exception {
        ExemplarKey at = ExemplarKey.parseFrom(key);
        Exemplars list = Exemplars.parseFrom(value);
        var bad = new ArrayList<>(garbage(key, value));
        Consumer<ExemplarKey.Builder> same = to -> {};
        bad.add(exemplar("NaN", at, list, same, to -> to.setProbabilities(0, Float.NaN)));
        bad.add(exemplar("probability 2", at, list, same, to -> to.setProbabilities(1, 2)));
        bad.add(exemplar("negative votes", at, list, same, to -> to.setVotes(0, -1)));
        bad.add(exemplar("a vote too many", at, list, same, to -> to.setVotes(0, to.getVotes(0) + 1)));
        bad.add(exemplar(
                "votes for three classes", at, list, same, to -> to.addVotes(0).addVotes(0)));
        bad.add(exemplar("unknown label", at, list, same, to -> to.setLabel("forged")));
        bad.add(exemplar("no leaf", at, list, same, Exemplar.Builder::clearLeaf));
        bad.add(exemplar("negative task", at, list, to -> to.setTask(-1), to -> {}));
        bad.add(exemplar(
                "two candidates",
                at,
                list,
                to -> to.getPairBuilder().addCandidates(Scores.version("other", "o", 1)),
                to -> {}));
        bad.add(exemplar("off the pane grid", at, list, to -> to.setPaneMs(at.getPaneMs() + 1), to -> {}));
        bad.add(exemplar("of another pane", at, list, to -> to.setPaneMs(at.getPaneMs() - MINUTE), to -> {}));
        bad.add(exemplar(
                "of the far future",
                at,
                list,
                to -> to.setPaneMs(at.getPaneMs() + FAR),
                to -> to.setTimeMs(to.getTimeMs() + FAR)));
        return bad;
    }

    private static Bad exemplar(
            String name,
            ExemplarKey key,
            Exemplars list,
            Consumer<ExemplarKey.Builder> keyed,
            Consumer<Exemplar.Builder> changed) {
        ExemplarKey.Builder badKey = key.toBuilder();
        keyed.accept(badKey);
        Exemplars.Builder bad = list.toBuilder();
        bad.getExemplarsBuilderList().forEach(changed);
        return new Bad(name, badKey.build().toByteArray(), bad.build().toByteArray());
    }

    /** Poison for the topic of references. */
    public static List<Bad> references() {
        byte[] key = "put:pruned-95".getBytes(UTF_8);
        return List.of(
                new Bad("no key", null, "{}".getBytes(UTF_8)),
                new Bad("random", random(20), random(30)),
                new Bad("empty", key, new byte[0]),
                new Bad("null", key, "null".getBytes(UTF_8)),
                new Bad("a list", key, "[1, 2]".getBytes(UTF_8)),
                new Bad("deep", key, "[".repeat(100_000).getBytes(UTF_8)),
                new Bad("a score", key, SCORE));
    }

    /** Poison for the topic of scores, from one of its records. */
    public static List<Bad> scores(byte[] key, byte[] value) throws Exception {
        var score = io.penumbra.wire.v1.Score.parseFrom(value);
        return List.of(
                new Bad("no value", key, null),
                new Bad("no key and no value", null, null),
                new Bad("empty value", key, new byte[0]),
                new Bad("random value", key, random(60)),
                new Bad("cut value", key, Arrays.copyOf(value, value.length - 3)),
                new Bad("a huge value", key, random(900_000)),
                new Bad("another key", "other".getBytes(UTF_8), value),
                new Bad(
                        "far future",
                        key,
                        score.toBuilder()
                                .setTimeMs(score.getTimeMs() + FAR)
                                .build()
                                .toByteArray()),
                new Bad(
                        "end of time",
                        key,
                        score.toBuilder().setTimeMs(Long.MAX_VALUE).build().toByteArray()),
                new Bad(
                        "beginning of time",
                        key,
                        score.toBuilder().setTimeMs(Long.MIN_VALUE).build().toByteArray()),
                new Bad(
                        "NaN",
                        key,
                        score.toBuilder().setProbabilities(0, Float.NaN).build().toByteArray()),
                new Bad(
                        "negative votes",
                        key,
                        score.toBuilder().setVotes(0, -1).build().toByteArray()),
                new Bad(
                        "no lineup",
                        key,
                        score.toBuilder().clearLineup().build().toByteArray()));
    }

    /** Poison for the topic of labels. */
    public static List<Bad> labels() {
        byte[] key = "an image".getBytes(UTF_8);
        return List.of(
                new Bad("no key", null, "{\"label\": \"blond\"}".getBytes(UTF_8)),
                new Bad("no key and no value", null, null),
                new Bad("empty value", key, new byte[0]),
                new Bad("random value", key, random(70)),
                new Bad("a huge value", key, random(900_000)),
                new Bad("deep", key, "[".repeat(100_000).getBytes(UTF_8)),
                new Bad("a score", key, SCORE),
                new Bad(
                        "not UTF-8",
                        key,
                        ByteString.fromHex("7b226c6162656c223a22ff227d").toByteArray()),
                new Bad(
                        "far future",
                        key,
                        "{\"label\": \"blond\", \"time\": \"+99999-01-01T00:00:00Z\"}".getBytes(UTF_8)));
    }
}
