package io.penumbra.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.image.Coordinates;
import io.penumbra.image.Text;
import io.penumbra.tally.Scores;
import io.penumbra.wire.v1.Score;
import io.penumbra.wire.v1.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreReaderTest {
    private static final long TIME = 1_700_000_000_000L;

    private final ScoreReader reader = new ScoreReader(Scores.values());

    private static Score.Builder score() {
        return Score.newBuilder()
                .setImageId("000001.jpg")
                .setTimeMs(TIME)
                .setLabel("blond")
                .putSubgroups("sex", "male")
                .putSubgroups("age", "old")
                .putSubgroups("hat", "yes")
                .setLineup(Scores.lineup())
                .addAllVotes(List.of(1, 2, 3, 0, 0, 1))
                .addAllProbabilities(List.of(.4f, .6f, .9f, .1f, .2f, .8f));
    }

    private static void assertRead(ScoreRead read) {
        assertThat(read).isInstanceOfSatisfying(ScoreRead.Given.class, given -> {
            ScoredImage image = given.image();
            assertThat(image.timeMs()).isEqualTo(TIME);
            assertThat(image.leaf()).hasToString("age=old,sex=male");
            assertThat(image.label()).isEqualTo(1);
            assertThat(image.votes()).containsExactly(1, 2, 3, 0, 0, 1);
            assertThat(IntStream.range(0, 3).map(image::modal)).containsExactly(1, 0, 1);
            assertThat(image.lineup())
                    .isEqualTo(new Lineup(
                            new Classes(List.of("not_blond", "blond"), 1),
                            new ModelVersion("full", "f0", 3),
                            List.of(new ModelVersion("pruned-95", "p0", 3), new ModelVersion("int8", "i0", 1))));
        });
    }

    private void assertMalformed(byte @Nullable [] value, String... parts) {
        assertThat(reader.read(value))
                .isInstanceOfSatisfying(
                        ScoreRead.Malformed.class,
                        malformed -> assertThat(malformed.message()).contains(parts));
    }

    @Test
    void candidateWithoutAVoteGaveNoPrediction() {
        for (float probability : new float[] {0, 0.5f, Float.NaN, 7}) {
            byte[] value = score().setVotes(2, 0)
                    .setVotes(3, 0)
                    .setProbabilities(2, probability)
                    .build()
                    .toByteArray();
            assertThat(reader.read(value)).isInstanceOfSatisfying(ScoreRead.Given.class, given -> {
                assertThat(given.image().predicted(0)).isFalse();
                assertThat(given.image().predicted(1)).isTrue();
                assertThat(given.image().probabilities()).containsExactly(.4f, .6f, 0, 0, .2f, .8f);
            });
        }
    }

    @Test
    void baselineWithoutAVoteIsRefused() {
        assertMalformed(
                score().setVotes(0, 0).setVotes(1, 0).build().toByteArray(),
                "model full has 3 members and 0 votes, expected one vote of each");
    }

    @Test
    void candidateWithSomeVotesIsRefused() {
        assertMalformed(score().setVotes(2, 1).build().toByteArray(), "model pruned-95 has 3 members and 1 votes");
        assertMalformed(score().setVotes(2, -3).setVotes(3, 3).build().toByteArray(), "-3 votes");
    }

    @Test
    void theKeyIsTheImageIdWhereBothAreThere() {
        byte[] value = score().build().toByteArray();
        byte[] key = "000001.jpg".getBytes(StandardCharsets.UTF_8);
        assertRead(reader.read(key, value));
        assertRead(reader.read(null, value));
        assertRead(reader.read(new byte[0], value));
        assertRead(reader.read(key, score().clearImageId().build().toByteArray()));
        for (String other : List.of("camera-3", "000001.jp", "000001.jpgs")) {
            assertThat(reader.read(other.getBytes(StandardCharsets.UTF_8), value))
                    .isInstanceOfSatisfying(
                            ScoreRead.Malformed.class,
                            malformed -> assertThat(malformed.message()).contains("'000001.jpg'", "'" + other + "'"));
        }
    }

    @Test
    void aScoreIsReadAsItWasWritten() {
        assertRead(reader.read(score().build().toByteArray()));
    }

    @Test
    void aScoreWithoutLabelIsUnlabelled() {
        assertThat(Scores.read(score().clearLabel().build()).label()).isEqualTo(Classes.UNLABELLED);
    }

    @Test
    void anAttributeThatIsMissingIsUnknown() {
        assertThat(Scores.read(score().clearSubgroups().build()).leaf()).hasToString("age=unknown,sex=unknown");
    }

    @Test
    void onlySubgroupsOfUsualLengthAreRemembered() {
        byte[] usual = score().build().toByteArray();
        byte[] long1000 = score().putSubgroups("hat", "x".repeat(1000)).build().toByteArray();

        assertThat(leaf(usual)).isSameAs(leaf(usual));
        assertThat(leaf(long1000)).isEqualTo(leaf(usual)).isNotSameAs(leaf(long1000));
    }

    private ScoredImage read(byte[] score) {
        return ((ScoreRead.Given) reader.read(score)).image();
    }

    private Subgroup leaf(byte[] score) {
        return read(score).leaf();
    }

    @Test
    void scoresOfOneLineupShareIt() {
        ScoredImage first = read(score().build().toByteArray());
        ScoredImage second = read(score().setTimeMs(1).build().toByteArray());

        assertThat(second.lineup()).isSameAs(first.lineup());
    }

    @Test
    void aScoreOfAnotherLineupInBetweenIsReadAsItsOwn() {
        var two = score().setLineup(Scores.lineup(Scores.version("full", "f1", 3)))
                .clearVotes()
                .clearProbabilities();
        two.addAllVotes(List.of(0, 3)).addAllProbabilities(List.of(.1f, .9f));

        assertRead(reader.read(score().build().toByteArray()));
        assertThat(reader.read(two.build().toByteArray()))
                .isInstanceOfSatisfying(
                        ScoreRead.Given.class,
                        given -> assertThat(given.image().lineup().candidates()).isEmpty());
        assertRead(reader.read(score().build().toByteArray()));
    }

    @Test
    void aScoredImageStaysAsItIsWhenTheNextScoreIsRead() {
        ScoreRead first = reader.read(score().build().toByteArray());
        var next = score().setTimeMs(1)
                .clearLabel()
                .putSubgroups("sex", "female")
                .clearVotes()
                .addAllVotes(List.of(3, 0, 0, 3, 1, 0))
                .clearProbabilities()
                .addAllProbabilities(List.of(1f, 0f, 0f, 1f, 1f, 0f));

        assertThat(read(next.build().toByteArray()).votes()).containsExactly(3, 0, 0, 3, 1, 0);
        assertRead(first);
        assertThat(((ScoreRead.Given) first).image().probabilities()).containsExactly(.4f, .6f, .9f, .1f, .2f, .8f);
    }

    private @Nullable Origin origin(Score.Builder score) {
        return ((ScoreRead.Given) reader.read(score.build().toByteArray())).origin();
    }

    private static Source.Builder source(String topic, int partition, long offset) {
        return Source.newBuilder().setTopic(topic).setPartition(partition).setOffset(offset);
    }

    @Test
    void theOriginOfAScoreIsReadWithIt() {
        assertThat(origin(score().setSource(source("images", 3, 1L << 40))))
                .isEqualTo(new Origin("000001.jpg", Optional.of(new Coordinates("images", 3, 1L << 40))));
        assertThat(origin(score().setSource(source("others", 0, 0))))
                .isEqualTo(new Origin("000001.jpg", Optional.of(new Coordinates("others", 0, 0))));
        assertThat(origin(score().setImageId("gesicht-\u00fc\ufffd")))
                .isEqualTo(new Origin("gesicht-\u00fc\ufffd", Optional.empty()));
        assertThat(origin(score().clearImageId())).isEqualTo(new Origin("", Optional.empty()));
    }

    @Test
    void aSourceThatCannotBeIsNone() {
        assertThat(origin(score().setSource(source("", 0, 0)))).isEqualTo(new Origin("000001.jpg", Optional.empty()));
        assertThat(origin(score().setSource(source("images", 0, -1))))
                .isEqualTo(new Origin("000001.jpg", Optional.empty()));
    }

    @Test
    void aSourceMayComeInPieces() throws IOException {
        var bytes = new ByteArrayOutputStream();
        score().setSource(source("images", 1, 2)).build().writeTo(bytes);
        Score.newBuilder().setSource(Source.newBuilder().setOffset(9)).build().writeTo(bytes);

        assertThat(reader.read(bytes.toByteArray()))
                .isInstanceOfSatisfying(
                        ScoreRead.Given.class,
                        given -> assertThat(given.origin())
                                .isEqualTo(new Origin("000001.jpg", Optional.of(new Coordinates("images", 1, 9)))));
    }

    @Test
    void anImageWhoseNameIsNoTextCountsAndHasNoOrigin() {
        byte[] broken = score().build().toByteArray();
        broken[2] = (byte) 0xFF; // the first byte of the name
        ScoreRead read = reader.read(broken);

        assertRead(read);
        assertThat(((ScoreRead.Given) read).origin()).isNull();
    }

    @Test
    void anImageWhoseSourceCannotBeReadCountsAndHasNoOrigin() {
        var broken = UnknownFieldSet.newBuilder()
                .addField(
                        Score.SOURCE_FIELD_NUMBER,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(new byte[] {1, 2, 3}))
                                .build())
                .build();
        ScoreRead read = reader.read(score().setUnknownFields(broken).build().toByteArray());

        assertRead(read);
        assertThat(((ScoreRead.Given) read).origin()).isNull();
        assertThat(origin(score())).isEqualTo(new Origin("000001.jpg", Optional.empty()));
    }

    @Test
    void unknownFieldsAreIgnored() {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addVarint(7)
                                .addLengthDelimited(ByteString.copyFromUtf8("new"))
                                .build())
                .addField(
                        100,
                        UnknownFieldSet.Field.newBuilder()
                                .addFixed64(1)
                                .addFixed32(2)
                                .addGroup(UnknownFieldSet.getDefaultInstance())
                                .build())
                .build();

        assertRead(reader.read(score().setUnknownFields(unknown).build().toByteArray()));
    }

    @Test
    void repeatedFieldsMayComeUnpacked() throws IOException {
        var bytes = new ByteArrayOutputStream();
        score().clearVotes().clearProbabilities().build().writeTo(bytes);
        var out = CodedOutputStream.newInstance(bytes);
        for (int vote : new int[] {1, 2, 3, 0, 0, 1}) {
            out.writeInt32(Score.VOTES_FIELD_NUMBER, vote);
        }
        for (float probability : new float[] {.4f, .6f, .9f, .1f, .2f, .8f}) {
            out.writeFloat(Score.PROBABILITIES_FIELD_NUMBER, probability);
        }
        out.flush();

        assertRead(reader.read(bytes.toByteArray()));
    }

    @Test
    void repeatedFieldsMayComeInPieces() throws IOException {
        var bytes = new ByteArrayOutputStream();
        score().clearVotes().build().writeTo(bytes);
        Score.newBuilder().addAllVotes(List.of(1, 2, 3)).build().writeTo(bytes);
        Score.newBuilder().addAllVotes(List.of(0, 0, 1)).build().writeTo(bytes);

        assertRead(reader.read(bytes.toByteArray()));
    }

    @Test
    void subgroupsMayLieBetweenOtherFieldsAndTheLastValueOfOneCounts() throws IOException {
        var bytes = new ByteArrayOutputStream();
        Score.newBuilder().putSubgroups("sex", "female").build().writeTo(bytes);
        Score.newBuilder().setTimeMs(TIME).putSubgroups("sex", "male").build().writeTo(bytes);
        score().clearSubgroups().clearVotes().build().writeTo(bytes);
        Score.newBuilder().putSubgroups("age", "old").build().writeTo(bytes);
        Score.newBuilder().addAllVotes(List.of(1, 2, 3, 0, 0, 1)).build().writeTo(bytes);

        assertRead(reader.read(bytes.toByteArray()));
    }

    @Test
    void fieldsMayComeInAnyOrder() throws IOException {
        Score all = score().build();
        var bytes = new ByteArrayOutputStream();
        Score.newBuilder()
                .addAllProbabilities(all.getProbabilitiesList())
                .build()
                .writeTo(bytes);
        Score.newBuilder().setLineup(all.getLineup()).build().writeTo(bytes);
        Score.newBuilder().addAllVotes(all.getVotesList()).build().writeTo(bytes);
        Score.newBuilder()
                .putAllSubgroups(all.getSubgroupsMap())
                .setLabel(all.getLabel())
                .setTimeMs(TIME)
                .build()
                .writeTo(bytes);

        assertRead(reader.read(bytes.toByteArray()));
    }

    static List<Arguments> malformed() {
        return List.of(
                change(s -> s.clearLineup(), "no lineup"),
                change(s -> s.setLabel("red"), "'red'", "[not_blond, blond]"),
                change(s -> s.addVotes(0), "7 votes", "expected 6 for 3 models and 2 classes"),
                change(s -> s.clearVotes(), "0 votes"),
                change(s -> s.addProbabilities(.5f), "7 probabilities"),
                change(s -> s.setVotes(0, 2), "full has 3 members and 4 votes"),
                change(s -> s.setVotes(0, -1).setVotes(1, 4), "full gives class not_blond -1 votes"),
                change(
                        s -> s.setVotes(2, Integer.MAX_VALUE).setVotes(3, Integer.MAX_VALUE),
                        "pruned-95",
                        "4294967294 votes"),
                change(s -> s.setProbabilities(5, Float.NaN), "int8 gives class blond", "NaN"),
                change(s -> s.setProbabilities(3, -.5f), "pruned-95", "-0.5"),
                change(s -> s.setProbabilities(3, 1.5f), "1.5"),
                change(s -> s.setProbabilities(3, Float.POSITIVE_INFINITY), "Infinity"),
                change(s -> s.putSubgroups("sex", "a,b"), "'a,b'"),
                change(s -> s.putSubgroups("sex", ""), "''"),
                change(s -> s.putSubgroups("sex", "x".repeat(1000)), "1000"),
                change(s -> s.clearTimeMs(), "has no time_ms"),
                change(s -> s.setTimeMs(Long.MAX_VALUE), "9223372036854775807"),
                change(s -> s.setTimeMs(Long.MIN_VALUE), "-9223372036854775808"),
                change(s -> s.getLineupBuilder().clearClasses(), "expected at least 2", "[]"),
                change(s -> s.getLineupBuilder().setClasses(0, "blond"), "[blond, blond]"),
                change(s -> s.getLineupBuilder().setPositive(2), "positive class is 2"),
                change(s -> s.getLineupBuilder().setPositive(-1), "positive class is -1"),
                change(s -> s.getLineupBuilder().addGuarded(2), "guarded class is 2"),
                change(s -> s.getLineupBuilder().addGuarded(1).addGuarded(1), "'blond' is guarded twice"),
                change(
                        s -> s.getLineupBuilder().addGuarded(1).setNoneGuarded(true),
                        "none_guarded is true and guarded is [1]"),
                change(s -> s.getLineupBuilder().clearBaseline(), "the name of a model is blank"),
                change(s -> s.getLineupBuilder().getBaselineBuilder().setMembers(0), "full has 0 members"),
                change(s -> s.getLineupBuilder().getCandidatesBuilder(1).setMembers(-3), "int8 has -3 members"),
                change(s -> s.getLineupBuilder().getCandidatesBuilder(1).setName("full"), "full is more than once"),
                change(s -> s.getLineupBuilder().addClasses("red"), "6 votes", "expected 9 for 3 models and 3 classes"),
                change(s -> s.getLineupBuilder().addClasses("x".repeat(600_000)), "lineup", "expected at most 524288"),
                change(s -> many(s.getLineupBuilder()), "100000 classes", "expected at most 524288"));
    }

    private static void many(io.penumbra.wire.v1.Lineup.Builder lineup) {
        for (int y = 2; y < 100_000; y++) {
            lineup.addClasses("class " + y);
        }
    }

    private static Arguments change(Consumer<Score.Builder> change, String... parts) {
        return Arguments.of(change, parts);
    }

    @ParameterizedTest
    @MethodSource
    void malformed(Consumer<Score.Builder> change, String[] parts) {
        var score = score();
        change.accept(score);
        assertMalformed(score.build().toByteArray(), parts);
        assertRead(reader.read(score().build().toByteArray()));
    }

    @Test
    void aMissingValueIsMalformed() {
        assertMalformed(null, "no value");
        assertMalformed(new byte[0], "no lineup");
    }

    @Test
    void twoLineupsAreMalformed() {
        byte[] score = score().build().toByteArray();
        byte[] lineup = Score.newBuilder().setLineup(Scores.lineup()).build().toByteArray();
        byte[] both = Arrays.copyOf(score, score.length + lineup.length);
        System.arraycopy(lineup, 0, both, score.length, lineup.length);

        assertMalformed(both, "more than one lineup");
    }

    @ParameterizedTest
    @ValueSource(strings = {"an image", "{\"label\": \"blond\"}", "\u0004", "\u000c", "\u0013", "*\u0002\u0008\u0001"})
    void whatIsNoScoreIsMalformed(String text) {
        assertMalformed(text.getBytes(StandardCharsets.UTF_8), "");
    }

    @Test
    void aCutScoreIsMalformed() {
        byte[] score = score().build().toByteArray();
        for (int length = 0; length < score.length; length++) {
            assertMalformed(Arrays.copyOf(score, length), "");
        }
    }

    @Property
    void randomBytesNeverThrow(@ForAll byte[] bytes) {
        assertThat(new ScoreReader(Scores.values()).read(bytes)).isNotNull();
    }

    @Property(tries = 5000)
    void aMutatedScoreNeverThrowsAndIsReadAsTheGeneratedParserReadsIt(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] bytes = Scores.random(random, Scores.lineup(), TIME).toByteArray();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }

        if (new ScoreReader(Scores.values()).read(bytes) instanceof ScoreRead.Given given) {
            ScoredImage image = given.image();
            Score score = parsed(bytes);
            if (score != null) { // what the reader skips, such as the image's id, need not be in order
                assertThat(image.timeMs()).isEqualTo(score.getTimeMs());
                assertThat(image.label())
                        .isEqualTo(score.getLineup().getClassesList().indexOf(score.getLabel()));
                assertThat(Arrays.stream(image.votes()).boxed().toList()).isEqualTo(score.getVotesList());
                assertThat(given.origin())
                        .isEqualTo(new Origin(
                                score.getImageId(),
                                score.hasSource() ? ExemplarWire.source(score.getSource()) : Optional.empty()));
                assertThat(image.leaf()).isEqualTo(Scores.values().leaf(trimmed(score.getSubgroupsMap())));
            }
        }
    }

    private static @Nullable Score parsed(byte[] bytes) {
        try {
            return Score.parseFrom(bytes);
        } catch (IOException e) {
            return null;
        }
    }

    private static Score changed(Consumer<Score.Builder> change) {
        Score.Builder changed = score();
        change.accept(changed);
        return changed.build();
    }

    private static Map<String, String> trimmed(Map<String, String> pairs) {
        var trimmed = new TreeMap<String, String>();
        pairs.forEach((attribute, value) -> trimmed.put(Text.trimmed(attribute), Text.trimmed(value)));
        return trimmed;
    }

    @Test
    void valuesAreTrimmedAndComposed() {
        for (String male : List.of(" male", "male\u00a0", "\u2003male ", "male\n")) {
            assertThat(Scores.read(changed(s -> s.putSubgroups("sex", male))).leaf())
                    .as(male)
                    .hasToString("age=old,sex=male");
        }
        assertThat(Scores.read(changed(s -> s.putSubgroups("sex", "ma\u0308nnlich")))
                        .leaf())
                .hasToString("age=old,sex=m\u00e4nnlich");
        assertThat(Scores.read(changed(s -> s.removeSubgroups("sex").putSubgroups("sex\u00a0", "female")))
                        .leaf())
                .hasToString("age=old,sex=female");
    }

    @Test
    void unseenCharactersInAValueAreRefused() {
        for (String value : List.of("\u202emale", "ma\u2066le", "m\u0000", "male\u200f")) {
            assertThat(reader.read(changed(s -> s.putSubgroups("sex", value)).toByteArray()))
                    .as(value)
                    .isInstanceOfSatisfying(
                            ScoreRead.Malformed.class,
                            malformed -> assertThat(malformed.message())
                                    .startsWith("sex is '")
                                    .contains("expected a word without U+"));
        }
        assertThat(reader.read(changed(s -> s.putSubgroups("sex ", "female")).toByteArray()))
                .isEqualTo(new ScoreRead.Malformed("attribute 'sex' comes twice"));
        assertThat(Scores.read(changed(s -> s.putSubgroups("hat", "\u202e,="))).leaf())
                .as("an attribute that makes no subgroups")
                .hasToString("age=old,sex=male");
    }
}
