package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.CountLayout;
import io.penumbra.counts.Lineup;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Converts lineups to bytes and ids, and bytes to lineups. It keeps the last lineup, which is nearly always the next
 * one too. So a stream of scores shares one object, and bytes are only compared.
 */
public final class Lineups {
    private record Known(Lineup lineup, byte[] wire, long id) {
        static Known of(Lineup lineup, byte[] wire) {
            byte[] all = ByteBuffer.allocate(Integer.BYTES + wire.length)
                    .putInt(CountLayout.VERSION)
                    .put(wire)
                    .array();
            return new Known(lineup, wire, UUID.nameUUIDFromBytes(all).getMostSignificantBits());
        }
    }

    private volatile @Nullable Known last;

    /** A digest of the layout and of the whole lineup, so that cells of different lineups have different keys. */
    public long id(Lineup lineup) {
        return known(lineup).id();
    }

    /** The lineup as protobuf; the caller must not change it. */
    public byte[] wire(Lineup lineup) {
        return known(lineup).wire();
    }

    private Known known(Lineup lineup) {
        Known known = last;
        if (known == null || known.lineup() != lineup) {
            known = Known.of(lineup, Wire.lineup(lineup).toByteArray());
            last = known;
        }
        return known;
    }

    /**
     * Reads the lineup in {@code bytes[from, to)}.
     *
     * @throws InvalidProtocolBufferException if these bytes are not a lineup
     * @throws IllegalArgumentException if the lineup is invalid, for example without classes
     */
    public Lineup read(byte[] bytes, int from, int to) throws InvalidProtocolBufferException {
        Known known = last;
        if (known == null || !Arrays.equals(known.wire(), 0, known.wire().length, bytes, from, to)) {
            byte[] wire = Arrays.copyOfRange(bytes, from, to);
            known = Known.of(Wire.lineup(io.penumbra.wire.v1.Lineup.parseFrom(wire)), wire);
            last = known;
        }
        return known.lineup();
    }
}
