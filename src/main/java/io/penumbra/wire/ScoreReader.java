package io.penumbra.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.penumbra.counts.Classes;
import io.penumbra.counts.KeptValues;
import io.penumbra.counts.Lineup;
import io.penumbra.counts.ScoredImage;
import io.penumbra.counts.Subgroup;
import io.penumbra.wire.v1.Score;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of {@code scores} field by field. Every score passes here, and the generated parser takes more than
 * twice as long. The lineup and the subgroups are most of the bytes and the same from score to score, so they are
 * recognised by their bytes. Used by one thread.
 */
public final class ScoreReader {
    private static final int IMAGE_ID = Score.IMAGE_ID_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int TIME = Score.TIME_MS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int SOURCE = Score.SOURCE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int LABEL = Score.LABEL_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int SUBGROUPS = Score.SUBGROUPS_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int LINEUP = Score.LINEUP_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int VOTES = Score.VOTES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int VOTE = Score.VOTES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int PROBABILITIES =
            Score.PROBABILITIES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int PROBABILITY = Score.PROBABILITIES_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_FIXED32;

    private static final VarHandle FLOATS =
            MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private static final byte[] NO_KEY = {};

    /** 8000 years in milliseconds: so far from 1970 arithmetic on times is safe. */
    static final long FARTHEST_MS = 8000L * 365 * 24 * 3600 * 1000;

    private final Lineups lineups = new Lineups();
    private final Leaves leaves;
    private final Origins origins = new Origins();

    // of the score that is being read
    private int[] votes = new int[16];
    private int votesRead;
    private float[] probabilities = new float[16];
    private int probabilitiesRead;

    private @Nullable Classes named;
    private byte[][] names = {};

    /** @param values find the leaf of an image; attributes that make no leaves are ignored */
    public ScoreReader(KeptValues values) {
        this.leaves = new Leaves(values);
    }

    /** Reads a score without checking the record's key. */
    public ScoreRead read(byte @Nullable [] value) {
        return read(null, value);
    }

    /**
     * Reads a score and checks that the record's key is the image id.
     *
     * @param key null or empty if it names no image; then it is not checked
     */
    public ScoreRead read(byte @Nullable [] key, byte @Nullable [] value) {
        if (value == null) {
            return new ScoreRead.Malformed("the record has no value");
        }
        try {
            return parse(key == null ? NO_KEY : key, value);
        } catch (IOException e) {
            return new ScoreRead.Malformed("the value is not a Score: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new ScoreRead.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private ScoreRead.Given parse(byte[] key, byte[] value) throws IOException {
        votesRead = 0;
        probabilitiesRead = 0;
        origins.clear();
        int idFrom = 0;
        int idTo = 0;
        long timeMs = 0;
        int labelFrom = 0;
        int labelTo = 0;
        int subgroupsFrom = 0;
        int subgroupsTo = 0;
        boolean scattered = false;
        Lineup lineup = null;
        CodedInputStream in = CodedInputStream.newInstance(value);
        while (!in.isAtEnd()) {
            int at = in.getTotalBytesRead();
            int tag = in.readTag();
            switch (tag) {
                case IMAGE_ID -> {
                    int length = in.readRawVarint32();
                    idFrom = in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    idTo = idFrom + length;
                }
                case TIME -> timeMs = in.readInt64();
                case SOURCE -> {
                    int length = in.readRawVarint32();
                    int from = in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    origins.addSource(value, from, from + length);
                }
                case LABEL -> {
                    int length = in.readRawVarint32();
                    labelFrom = in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    labelTo = labelFrom + length;
                }
                case SUBGROUPS -> {
                    in.skipField(tag);
                    scattered |= subgroupsTo != 0 && subgroupsTo != at;
                    subgroupsFrom = subgroupsTo == 0 ? at : subgroupsFrom;
                    subgroupsTo = in.getTotalBytesRead();
                }
                case LINEUP -> {
                    if (lineup != null) {
                        throw new IllegalArgumentException("the score has more than one lineup, expected one");
                    }
                    int length = in.readRawVarint32();
                    int from = in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    lineup = lineup(value, from, from + length);
                }
                case VOTES -> {
                    int outer = in.pushLimit(in.readRawVarint32());
                    while (in.getBytesUntilLimit() > 0) {
                        addVote(in.readInt32());
                    }
                    in.popLimit(outer);
                }
                case VOTE -> addVote(in.readInt32());
                case PROBABILITIES -> {
                    int length = in.readRawVarint32();
                    int from = in.getTotalBytesRead();
                    in.skipRawBytes(length);
                    addProbabilities(value, from, from + length);
                }
                case PROBABILITY -> addProbability(in.readFloat());
                default -> {
                    if (!in.skipField(tag)) {
                        throw new InvalidProtocolBufferException("a group ends without a beginning");
                    }
                }
            }
        }
        checkKey(key, value, idFrom, idTo);
        if (lineup == null) {
            throw new IllegalArgumentException("the score has no lineup");
        }
        Subgroup leaf = scattered ? leaves.of(Score.parseFrom(value)) : leaves.read(value, subgroupsFrom, subgroupsTo);
        ScoredImage image = image(timeMs, leaf, lineup, label(lineup.classes(), value, labelFrom, labelTo));
        return new ScoreRead.Given(image, origins.read(value, idFrom, idTo));
    }

    private static void checkKey(byte[] key, byte[] value, int idFrom, int idTo) {
        if (key.length > 0 && idTo > idFrom && !Arrays.equals(key, 0, key.length, value, idFrom, idTo)) {
            throw new IllegalArgumentException("the score has image_id '"
                    + new String(value, idFrom, idTo - idFrom, UTF_8) + "' and key '" + new String(key, UTF_8)
                    + "', expected the same");
        }
    }

    private void addVote(int vote) {
        if (votesRead == votes.length) {
            votes = Arrays.copyOf(votes, 2 * votesRead);
        }
        votes[votesRead++] = vote;
    }

    private void addProbability(float probability) {
        if (probabilitiesRead == probabilities.length) {
            probabilities = Arrays.copyOf(probabilities, 2 * probabilitiesRead);
        }
        probabilities[probabilitiesRead++] = probability;
    }

    private void addProbabilities(byte[] value, int from, int to) throws InvalidProtocolBufferException {
        if ((to - from) % Float.BYTES != 0) {
            throw new InvalidProtocolBufferException("the probabilities end inside a number");
        }
        for (int at = from; at < to; at += Float.BYTES) {
            addProbability((float) FLOATS.get(value, at));
        }
    }

    private Lineup lineup(byte[] value, int from, int to) throws InvalidProtocolBufferException {
        Lineup lineup = lineups.read(value, from, to);
        CellLimit.check(lineup, to - from);
        return lineup;
    }

    private ScoredImage image(long timeMs, Subgroup leaf, Lineup lineup, int label) {
        if (timeMs == 0) {
            throw new IllegalArgumentException("the score has no time_ms");
        }
        if (Math.abs(timeMs) > FARTHEST_MS || timeMs == Long.MIN_VALUE) {
            throw new IllegalArgumentException(
                    "event time is " + timeMs + " ms, expected at most 8000 years from 1970");
        }
        int models = 1 + lineup.candidates().size();
        int classes = lineup.classes().size();
        checkLength("votes", votesRead, models, classes);
        checkLength("probabilities", probabilitiesRead, models, classes);
        VoteCheck.check(lineup, votes, probabilities);
        for (int m = 1; m < models; m++) {
            if (!ScoredImage.hasVote(votes, m * classes, classes)) {
                Arrays.fill(probabilities, m * classes, (m + 1) * classes, 0);
            }
        }
        return new ScoredImage(
                timeMs,
                leaf,
                lineup,
                label,
                Arrays.copyOf(votes, votesRead),
                Arrays.copyOf(probabilities, probabilitiesRead));
    }

    private int label(Classes classes, byte[] value, int from, int to) {
        if (from == to) {
            return Classes.UNLABELLED;
        }
        if (classes != named) {
            named = classes;
            names = classes.names().stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
        }
        for (int y = 0; y < names.length; y++) {
            if (Arrays.equals(names[y], 0, names[y].length, value, from, to)) {
                return y;
            }
        }
        throw new IllegalArgumentException(Classes.unknown(new String(value, from, to - from, UTF_8), classes.names()));
    }

    private static void checkLength(String what, int found, int models, int classes) {
        if (found != models * classes) {
            throw new IllegalArgumentException("the score has " + found + " " + what + ", expected " + models * classes
                    + " for " + models + " models and " + classes + " classes");
        }
    }
}
