package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.Subgroup;
import io.penumbra.wire.v1.Score;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The leaves of scores. Few make nearly all scores, and they are recognised by the bytes of their subgroups: a table without buckets of so many places that an
 * entry which is in the way of another one may simply be forgotten. Belongs to one thread.
 */
public final class Leaves {
    private record Known(byte[] wire, Subgroup leaf) {
        boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(wire, 0, wire.length, bytes, from, to);
        }
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Odd, its bits without a pattern: 2^64 divided by the golden ratio. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int PLACES_BITS = 12;
    private static final int PROBES = 8;
    private static final int LONGEST_REMEMBERED = 1000;

    private final List<String> attributes;
    private final @Nullable Known[] known = new Known[1 << PLACES_BITS];

    /** @param attributes the ones that make the leaves; others are ignored */
    Leaves(List<String> attributes) {
        this.attributes = List.copyOf(attributes);
    }

    /**
     * The leaf of a score.
     *
     * @param bytes holds at [from, to) the score's field {@code subgroups}, tags included
     * @throws InvalidProtocolBufferException if that is not one
     * @throws IllegalArgumentException if a value cannot be one
     */
    Subgroup read(byte[] bytes, int from, int to) throws InvalidProtocolBufferException {
        int place = place(bytes, from, to);
        for (int probe = 0; probe < PROBES; probe++) {
            Known here = known[(place + probe) % known.length];
            if (here == null) {
                place += probe;
                break;
            }
            if (here.is(bytes, from, to)) {
                return here.leaf();
            }
        }
        byte[] wire = Arrays.copyOfRange(bytes, from, to);
        Subgroup leaf = of(Score.parseFrom(wire));
        if (wire.length <= LONGEST_REMEMBERED) {
            known[place % known.length] = new Known(wire, leaf);
        }
        return leaf;
    }

    Subgroup of(Score score) {
        return Subgroup.leaf(attributes, score.getSubgroupsMap());
    }

    private static int place(byte[] bytes, int from, int to) {
        long hash = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(bytes, at)) * SPREAD;
            hash ^= hash >>> 32;
        }
        for (; at < to; at++) {
            hash = (hash ^ bytes[at]) * SPREAD;
        }
        return (int) (hash >>> (Long.SIZE - PLACES_BITS));
    }
}
