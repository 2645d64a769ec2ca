package io.penumbra.tally;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.wire.Label;
import io.penumbra.wire.LabelReader;
import io.penumbra.wire.v1.Chosen;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;

/** Writes known images as protobuf and reads them back. Only the store has this format. */
final class KnownImageWire {
    private KnownImageWire() {}

    static byte[] bytes(KnownImage image) {
        var wire = io.penumbra.wire.v1.KnownImage.newBuilder();
        image.scores().forEach(score -> wire.addScores(score(score)));
        Label label = image.label();
        if (label != null) {
            wire.setLabel(label(label));
        }
        Label sample = image.sample();
        if (sample != null && !sample.equals(label)) {
            wire.setSample(label(sample));
        }
        image.early()
                .forEach(early -> wire.addEarly(io.penumbra.wire.v1.EarlyLabel.newBuilder()
                        .setArrivedMs(early.arrivedMs())
                        .setOffset(early.offset())
                        .setLabel(label(early.label()))
                        .setValue(ByteString.copyFrom(early.value()))));
        if (image.isForgotten()) {
            wire.setForgottenMs(image.forgottenMs()).addAllCountedUnder(image.countedUnder());
        }
        return wire.build().toByteArray();
    }

    static KnownImage image(byte[] bytes) {
        try {
            var wire = io.penumbra.wire.v1.KnownImage.parseFrom(bytes);
            if (wire.hasForgottenMs()) {
                return KnownImage.forgotten(wire.getForgottenMs(), wire.getCountedUnderList());
            }
            return new KnownImage(
                    wire.getScoresList().stream().map(KnownImageWire::score).toList(),
                    wire.hasLabel() ? label(wire.getLabel()) : null,
                    wire.hasSample() ? label(wire.getSample()) : null,
                    wire.getEarlyList().stream().flatMap(KnownImageWire::early).toList());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the bytes are not a KnownImage: " + e.getMessage(), e);
        }
    }

    private static Stream<EarlyLabel> early(io.penumbra.wire.v1.EarlyLabel wire) {
        byte[] value = wire.getValue().toByteArray();
        try {
            Label label = wire.hasLabel() ? label(wire.getLabel()) : LabelReader.again(value);
            return Stream.of(new EarlyLabel(wire.getArrivedMs(), wire.getOffset(), label, value));
        } catch (IllegalArgumentException e) {
            return Stream.empty(); // an earlier release took a label that is refused today
        }
    }

    private static io.penumbra.wire.v1.Label label(Label label) {
        return io.penumbra.wire.v1.Label.newBuilder()
                .setName(label.name())
                .putAllSubgroups(label.subgroups())
                .setChosen(chosen(label))
                .build();
    }

    private static Chosen chosen(Label label) {
        return label.chosen()
                .map(why -> switch (why) {
                    case FLIP -> Chosen.CHOSEN_FLIP;
                    case REFERENCE -> Chosen.CHOSEN_REFERENCE;
                })
                .orElse(Chosen.CHOSEN_NOT);
    }

    private static Label label(io.penumbra.wire.v1.Label wire) {
        Optional<Label.Chosen> chosen =
                switch (wire.getChosen()) {
                    case CHOSEN_NOT -> Optional.empty();
                    case CHOSEN_FLIP -> Optional.of(Label.Chosen.FLIP);
                    case CHOSEN_REFERENCE -> Optional.of(Label.Chosen.REFERENCE);
                    case UNRECOGNIZED ->
                        throw new IllegalArgumentException(
                                "chosen is " + wire.getChosenValue() + ", expected 0, 1 or 2");
                };
        return new Label(wire.getName(), new TreeMap<>(wire.getSubgroupsMap()), chosen);
    }

    private static io.penumbra.wire.v1.CountedScore score(CountedScore score) {
        CellKey cell = score.cell();
        var wire = io.penumbra.wire.v1.CountedScore.newBuilder()
                .setLineup(cell.lineup())
                .setArrivedMs(score.arrivedMs())
                .setTimeMs(score.timeMs())
                .setLeaf(score.leaf().name())
                .setLate(cell.pane().isEmpty())
                .setNotAudited(!score.isAudited());
        if (score.label() != Classes.UNLABELLED) {
            wire.setLabel(score.label());
        }
        if (!cell.leaf().equals(score.leaf())) {
            wire.setCellLeaf(cell.leaf().name());
        }
        for (int votes : score.votes()) {
            wire.addVotes(votes);
        }
        for (float probability : score.probabilities()) {
            wire.addProbabilities(probability);
        }
        return wire.build();
    }

    private static CountedScore score(io.penumbra.wire.v1.CountedScore wire) {
        int[] votes = new int[wire.getVotesCount()];
        Arrays.setAll(votes, wire::getVotes);
        float[] probabilities = new float[wire.getProbabilitiesCount()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = wire.getProbabilities(i);
        }
        var leaf = new Subgroup(wire.getLeaf());
        return new CountedScore(
                wire.getArrivedMs(),
                wire.getTimeMs(),
                leaf,
                wire.hasLabel() ? wire.getLabel() : Classes.UNLABELLED,
                votes,
                probabilities,
                new CellKey(
                        wire.getLate() ? Optional.empty() : Optional.of(Pane.at(wire.getTimeMs())),
                        wire.hasCellLeaf() ? new Subgroup(wire.getCellLeaf()) : leaf,
                        wire.getLineup()),
                !wire.getNotAudited());
    }
}
