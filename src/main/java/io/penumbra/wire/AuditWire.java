package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.audit.Claimed;
import io.penumbra.counts.Classes;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Writes images of the audit as protobuf and reads them back, for the store and the topic. The keys are the ids. */
public final class AuditWire {
    private final Lineups lineups = new Lineups();

    private AuditWire() {}

    public static Serde<AuditImage> images() {
        var wire = new AuditWire();
        return Serdes.serdeFrom(
                (topic, image) -> image == null ? null : bytes(image),
                (topic, bytes) -> bytes == null ? null : wire.image(bytes));
    }

    /** Who has which image, for a store alone. */
    public static Serde<Claimed> claimed() {
        return Serdes.serdeFrom(
                (topic, claimed) -> claimed == null ? null : bytes(claimed),
                (topic, bytes) -> bytes == null ? null : claimed(bytes));
    }

    private static byte[] bytes(Claimed claimed) {
        var wire = io.penumbra.wire.v1.Claimed.newBuilder()
                .setLabelled(claimed.labelled())
                .setUntilMs(claimed.untilMs())
                .addAllSkippedBy(claimed.skippedBy())
                .setAt(claimed.at())
                .setAtMs(claimed.atMs());
        claimed.holder().ifPresent(wire::setHolder);
        return wire.build().toByteArray();
    }

    private static Claimed claimed(byte[] bytes) {
        try {
            var wire = io.penumbra.wire.v1.Claimed.parseFrom(bytes);
            return new Claimed(
                    wire.hasHolder() ? Optional.of(wire.getHolder()) : Optional.empty(),
                    wire.getLabelled(),
                    wire.getUntilMs(),
                    Set.copyOf(wire.getSkippedByList()),
                    wire.getAt(),
                    wire.getAtMs());
        } catch (InvalidProtocolBufferException e) {
            throw new SerializationException("the bytes are not a Claimed: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(AuditImage image) {
        ScoredImage scored = image.image();
        var wire = io.penumbra.wire.v1.AuditImage.newBuilder()
                .setImageId(image.id())
                .setArrivedMs(image.arrivedMs())
                .setTimeMs(scored.timeMs())
                .setLeaf(scored.leaf().name())
                .setLineup(Wire.lineup(scored.lineup()));
        image.source()
                .ifPresent(source -> wire.setSource(io.penumbra.wire.v1.Source.newBuilder()
                        .setTopic(source.topic())
                        .setPartition(source.partition())
                        .setOffset(source.offset())));
        for (int votes : scored.votes()) {
            wire.addVotes(votes);
        }
        for (float probability : scored.probabilities()) {
            wire.addProbabilities(probability);
        }
        image.label().ifPresent(label -> {
            wire.setLabel(label.name());
            label.by().ifPresent(wire::setBy);
        });
        return wire.build().toByteArray();
    }

    private AuditImage image(byte[] bytes) {
        try {
            var wire = io.penumbra.wire.v1.AuditImage.parseFrom(bytes);
            byte[] of = wire.getLineup().toByteArray();
            Lineup lineup = lineups.read(of, 0, of.length);
            int[] votes = new int[wire.getVotesCount()];
            Arrays.setAll(votes, wire::getVotes);
            float[] probabilities = new float[wire.getProbabilitiesCount()];
            for (int i = 0; i < probabilities.length; i++) {
                probabilities[i] = wire.getProbabilities(i);
            }
            var leaf = new Subgroup(wire.getLeaf());
            leaf.checkLeaf();
            var image = new ScoredImage(wire.getTimeMs(), leaf, lineup, Classes.UNLABELLED, votes, probabilities);
            VoteCheck.check(lineup, votes, probabilities);
            return new AuditImage(
                    wire.getImageId(),
                    wire.getArrivedMs(),
                    image,
                    wire.hasSource() ? ExemplarWire.source(wire.getSource()) : Optional.empty(),
                    wire.hasLabel() ? Optional.of(label(wire, lineup)) : Optional.empty());
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the bytes are not an AuditImage: " + e.getMessage(), e);
        }
    }

    private static ChosenLabel label(io.penumbra.wire.v1.AuditImage wire, Lineup lineup) {
        if (lineup.classes().indexOf(wire.getLabel()) < 0) {
            throw new IllegalArgumentException("its label is '" + wire.getLabel() + "', expected one of "
                    + lineup.classes().names());
        }
        return new ChosenLabel(wire.getLabel(), wire.hasBy() ? Optional.of(wire.getBy()) : Optional.empty());
    }
}
