package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.exemplar.Exemplar;
import io.penumbra.exemplar.ExemplarKey;
import io.penumbra.image.Coordinates;
import io.penumbra.wire.v1.Exemplars;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** Writes exemplars and their keys as protobuf and reads them back, for the store and the topic. */
public final class ExemplarWire {
    private ExemplarWire() {}

    public static Serde<ExemplarKey> keys() {
        return Serdes.serdeFrom((topic, key) -> key(key), (topic, bytes) -> key(bytes));
    }

    public static Serde<List<Exemplar>> exemplars() {
        return Serdes.serdeFrom(
                (topic, exemplars) -> exemplars == null ? null : exemplars(exemplars),
                (topic, bytes) -> bytes == null ? null : exemplars(bytes));
    }

    private static byte[] key(ExemplarKey key) {
        var wire =
                io.penumbra.wire.v1.ExemplarKey.newBuilder().setTask(key.task()).setPair(Wire.lineup(key.pair()));
        key.pane().ifPresent(pane -> wire.setPaneMs(pane.startMs()));
        return wire.build().toByteArray();
    }

    private static ExemplarKey key(byte[] bytes) {
        try {
            var wire = io.penumbra.wire.v1.ExemplarKey.parseFrom(bytes);
            Optional<Pane> pane = wire.hasPaneMs() ? Optional.of(new Pane(wire.getPaneMs())) : Optional.empty();
            return new ExemplarKey(wire.getTask(), pane, Wire.lineup(wire.getPair()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the bytes are not an ExemplarKey: " + e.getMessage(), e);
        }
    }

    private static byte[] exemplars(List<Exemplar> exemplars) {
        var wire = Exemplars.newBuilder();
        exemplars.forEach(exemplar -> wire.addExemplars(exemplar(exemplar)));
        return wire.build().toByteArray();
    }

    private static List<Exemplar> exemplars(byte[] bytes) {
        try {
            return Exemplars.parseFrom(bytes).getExemplarsList().stream()
                    .map(ExemplarWire::exemplar)
                    .toList();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the bytes are not Exemplars: " + e.getMessage(), e);
        }
    }

    private static io.penumbra.wire.v1.Exemplar exemplar(Exemplar exemplar) {
        var wire = io.penumbra.wire.v1.Exemplar.newBuilder()
                .setImageId(exemplar.imageId())
                .setTimeMs(exemplar.timeMs())
                .setLeaf(exemplar.leaf().name());
        exemplar.label().ifPresent(wire::setLabel);
        exemplar.source()
                .ifPresent(source -> wire.setSource(io.penumbra.wire.v1.Source.newBuilder()
                        .setTopic(source.topic())
                        .setPartition(source.partition())
                        .setOffset(source.offset())));
        for (int votes : exemplar.votes()) {
            wire.addVotes(votes);
        }
        for (float probability : exemplar.probabilities()) {
            wire.addProbabilities(probability);
        }
        return wire.build();
    }

    private static Exemplar exemplar(io.penumbra.wire.v1.Exemplar wire) {
        int[] votes = new int[wire.getVotesCount()];
        Arrays.setAll(votes, wire::getVotes);
        float[] probabilities = new float[wire.getProbabilitiesCount()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = wire.getProbabilities(i);
        }
        return new Exemplar(
                wire.getImageId(),
                wire.getTimeMs(),
                new Subgroup(wire.getLeaf()),
                wire.hasLabel() ? Optional.of(wire.getLabel()) : Optional.empty(),
                wire.hasSource() ? source(wire.getSource()) : Optional.empty(),
                votes,
                probabilities);
    }

    /** Empty if no record can have these coordinates. */
    static Optional<Coordinates> source(io.penumbra.wire.v1.Source wire) {
        return Coordinates.areSome(wire.getTopic(), wire.getPartition(), wire.getOffset())
                ? Optional.of(new Coordinates(wire.getTopic(), wire.getPartition(), wire.getOffset()))
                : Optional.empty();
    }
}
