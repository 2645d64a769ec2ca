package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.CellKey;
import io.penumbra.counts.HourCounts;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.Pane;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.TallyKey;
import io.penumbra.wire.v1.Hour;
import io.penumbra.wire.v1.HourOfSubgroup;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** Writes hours and their keys as protobuf and reads them back. They stand on the topic of tallies beside the cells. */
public final class HourWire {
    /** No layout of cells has this number. */
    static final int LAYOUT = 1_000_001;

    private HourWire() {}

    /** The key of an hour; the same as that of a cell of the hour's first pane otherwise. */
    public static Serde<TallyKey> keys() {
        return Serdes.serdeFrom((topic, key) -> key(key), (topic, bytes) -> key(bytes));
    }

    public static Serde<HourCounts> hours() {
        return Serdes.serdeFrom((topic, hour) -> hour == null ? null : hour(hour), new HourDeserializer());
    }

    /** Whether a record of the topic of tallies with this key is an hour. */
    public static boolean isKey(byte @Nullable [] key) {
        try {
            return key != null && io.penumbra.wire.v1.TallyKey.parseFrom(key).getHour();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private static byte[] key(TallyKey key) {
        return io.penumbra.wire.v1.TallyKey.newBuilder()
                .setTask(key.task())
                .setPaneMs(key.cell().pane().orElseThrow().startMs())
                .setLeaf(key.cell().leaf().name())
                .setLineup(key.cell().lineup())
                .setHour(true)
                .build()
                .toByteArray();
    }

    private static TallyKey key(byte[] bytes) {
        try {
            var wire = io.penumbra.wire.v1.TallyKey.parseFrom(bytes);
            return new TallyKey(
                    wire.getTask(),
                    new CellKey(
                            Optional.of(new Pane(wire.getPaneMs())), new Subgroup(wire.getLeaf()), wire.getLineup()));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new SerializationException("the key is not that of an hour: " + e.getMessage(), e);
        }
    }

    private static byte[] hour(HourCounts hour) {
        var wire = Hour.newBuilder().setLineup(Wire.lineup(hour.lineup())).setLayout(LAYOUT);
        hour.counts().forEach((subgroup, counts) -> {
            var one = HourOfSubgroup.newBuilder().setSubgroup(subgroup.name());
            for (long count : counts) {
                one.addCounts(count);
            }
            wire.addSubgroups(one);
        });
        return wire.build().toByteArray();
    }

    /** An hour of another layout reads as null. Hours of one lineup share the lineup object. */
    private static final class HourDeserializer implements Deserializer<@Nullable HourCounts> {
        private final Lineups lineups = new Lineups();

        @Override
        public @Nullable HourCounts deserialize(String topic, byte @Nullable [] bytes) {
            if (bytes == null) {
                return null;
            }
            try {
                Hour wire = Hour.parseFrom(bytes);
                if (wire.getLayout() < 1) {
                    throw new IllegalArgumentException("its layout is " + wire.getLayout() + ", expected " + LAYOUT);
                }
                if (wire.getLayout() != LAYOUT) {
                    return null;
                }
                byte[] lineup = wire.getLineup().toByteArray();
                Lineup of = lineups.read(lineup, 0, lineup.length);
                CellLimit.check(of, lineup.length);
                var counts = new TreeMap<Subgroup, long[]>();
                for (HourOfSubgroup one : wire.getSubgroupsList()) {
                    counts.put(
                            new Subgroup(one.getSubgroup()),
                            one.getCountsList().stream()
                                    .mapToLong(Long::longValue)
                                    .toArray());
                }
                return HourCounts.of(of, counts);
            } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
                throw new SerializationException("the bytes are not an Hour: " + e.getMessage(), e);
            }
        }
    }
}
