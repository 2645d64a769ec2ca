package io.penumbra.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Subgroup;
import io.penumbra.image.Text;
import io.penumbra.wire.v1.Score;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the leaf of a score. Few leaves make nearly all scores, so a leaf is recognised by the bytes of the score's
 * subgroups. They are the keys of a hash table with a fixed number of places and no buckets. An entry may overwrite
 * another one, which is then read again. Used by one thread.
 */
public final class Leaves {
    private record Known(byte[] wire, Subgroup leaf) {
        boolean is(byte[] bytes, int from, int to) {
            return Arrays.equals(wire, 0, wire.length, bytes, from, to);
        }
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** A multiplier that spreads bits: 2^64 divided by the golden ratio; odd. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int PLACES_BITS = 12;
    private static final int PROBES = 8;
    private static final int LONGEST_REMEMBERED = 1000;

    private final KeptValues values;
    private final @Nullable Known[] known = new Known[1 << PLACES_BITS];

    Leaves(KeptValues values) {
        this.values = values;
    }

    /**
     * Reads the leaf of a score.
     *
     * @param bytes hold the score's field {@code subgroups} at [from, to), with tags
     * @throws InvalidProtocolBufferException if these bytes are not such a field
     * @throws IllegalArgumentException if the value of an attribute that makes subgroups is invalid
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
        var pairs = new TreeMap<String, String>();
        score.getSubgroupsMap().forEach((name, value) -> {
            String attribute = Text.trimmed(name);
            boolean makesSubgroups = values.attributes().values().containsKey(attribute);
            if (pairs.put(attribute, makesSubgroups ? Text.word(attribute, value) : value) != null && makesSubgroups) {
                throw new IllegalArgumentException("attribute '" + attribute + "' comes twice");
            }
        });
        return values.leaf(pairs);
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
