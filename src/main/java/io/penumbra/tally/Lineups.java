package io.penumbra.tally;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lineups to bytes and back. It keeps the last one, which is nearly always the next one too, so that a stream of scores shares a single
 * lineup and the bytes are only compared.
 */
final class Lineups {
    private record Known(Lineup lineup, byte[] wire) {}

    private volatile @Nullable Known last;

    /** A digest of all that a lineup holds, so that cells of different lineups have different keys. */
    static long id(Lineup lineup) {
        return UUID.nameUUIDFromBytes(Wire.lineup(lineup).toByteArray()).getMostSignificantBits();
    }

    /** The protobuf of a lineup; not to be changed by the caller. */
    byte[] wire(Lineup lineup) {
        Known known = last;
        if (known == null || known.lineup() != lineup) {
            known = new Known(lineup, Wire.lineup(lineup).toByteArray());
            last = known;
        }
        return known.wire();
    }

    /**
     * The lineup in {@code bytes[from, to)}.
     *
     * @throws InvalidProtocolBufferException if that is not one
     * @throws IllegalArgumentException if it is one that cannot be, for example without classes
     */
    Lineup read(byte[] bytes, int from, int to) throws InvalidProtocolBufferException {
        Known known = last;
        if (known == null || !Arrays.equals(known.wire(), 0, known.wire().length, bytes, from, to)) {
            byte[] wire = Arrays.copyOfRange(bytes, from, to);
            known = new Known(Wire.lineup(io.penumbra.tally.wire.Lineup.parseFrom(wire)), wire);
            last = known;
        }
        return known.lineup();
    }
}
