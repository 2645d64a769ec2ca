package io.penumbra.tally;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.tally.wire.Score;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of {@code scores}. The lineup and the subgroups recur from score to score and make most of the bytes: they are cut out and
 * recognised by their bytes, and only the rest is parsed. Belongs to one thread.
 */
final class ScoreReader {
    private static final int LEAVES_REMEMBERED = 10_000;
    private static final int LINEUP = tag(Score.LINEUP_FIELD_NUMBER);
    private static final int SUBGROUPS = tag(Score.SUBGROUPS_FIELD_NUMBER);

    private final List<String> attributes;
    private final Lineups lineups = new Lineups();
    private final Map<ByteString, Subgroup> leaves = new HashMap<>();

    /** @param attributes the ones that make the leaves; others are ignored */
    ScoreReader(List<String> attributes) {
        this.attributes = List.copyOf(attributes);
    }

    ScoreRead read(byte @Nullable [] value) {
        if (value == null) {
            return new ScoreRead.Malformed("the record has no value");
        }
        try {
            return parse(value);
        } catch (IOException e) {
            return new ScoreRead.Malformed("not a Score: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            return new ScoreRead.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private ScoredImage parse(byte[] value) throws IOException {
        var rest = Score.newBuilder();
        ByteString subgroups = ByteString.EMPTY;
        Lineup lineup = null;
        CodedInputStream in = CodedInputStream.newInstance(value);
        int uncut = 0;
        while (!in.isAtEnd()) {
            int at = in.getTotalBytesRead();
            int tag = in.readTag();
            if (tag != LINEUP && tag != SUBGROUPS) {
                in.skipField(tag);
                continue;
            }
            int length = in.readRawVarint32();
            int from = in.getTotalBytesRead();
            in.skipRawBytes(length);
            if (tag == SUBGROUPS) {
                subgroups = subgroups.concat(ByteString.copyFrom(value, at, from + length - at));
            } else if (lineup == null) {
                lineup = lineups.read(value, from, from + length);
            } else {
                throw new IllegalArgumentException("the score has two lineups");
            }
            rest.mergeFrom(value, uncut, at - uncut);
            uncut = from + length;
        }
        rest.mergeFrom(value, uncut, value.length - uncut);
        if (lineup == null) {
            throw new IllegalArgumentException("the score of image '" + rest.getImageId() + "' has no lineup");
        }
        return image(rest, leaf(subgroups), lineup);
    }

    private static ScoredImage image(Score.Builder score, Subgroup leaf, Lineup lineup) {
        int label = Classes.UNLABELLED;
        if (!score.getLabel().isEmpty()) {
            label = lineup.classes().indexOf(score.getLabel());
            if (label < 0) {
                throw new IllegalArgumentException(
                        "label '" + score.getLabel() + "' is none of the classes " + lineup.classes().names());
            }
        }
        int models = 1 + lineup.candidates().size();
        int classes = lineup.classes().size();
        checkLength("votes", score.getVotesCount(), models, classes);
        checkLength("probabilities", score.getProbabilitiesCount(), models, classes);
        int[][] votes = new int[models][classes];
        int[] modal = new int[models];
        float[] probabilities = new float[classes];
        for (int m = 0; m < models; m++) {
            long cast = 0;
            for (int y = 0; y < classes; y++) {
                votes[m][y] = score.getVotes(m * classes + y);
                probabilities[y] = score.getProbabilities(m * classes + y);
                cast += votes[m][y];
                if (votes[m][y] < 0 || !(probabilities[y] >= 0 && probabilities[y] <= 1.001f)) {
                    throw new IllegalArgumentException("model " + name(lineup, m) + " gives class " + lineup.classes().names().get(y) + " "
                            + votes[m][y] + " votes and probability " + probabilities[y]);
                }
            }
            int members = (m == 0 ? lineup.baseline() : lineup.candidates().get(m - 1)).members();
            if (cast != members) {
                throw new IllegalArgumentException(
                        "model " + name(lineup, m) + " has " + members + " members and " + cast + " votes");
            }
            modal[m] = ScoredImage.modal(votes[m], probabilities);
        }
        return new ScoredImage(score.getTimeMs(), leaf, lineup, label, votes, modal);
    }

    private static void checkLength(String what, int found, int models, int classes) {
        if (found != models * classes) {
            throw new IllegalArgumentException(
                    "the score has " + found + " " + what + "; " + models + " models and " + classes + " classes make " + models * classes);
        }
    }

    private static String name(Lineup lineup, int model) {
        return (model == 0 ? lineup.baseline() : lineup.candidates().get(model - 1)).name();
    }

    private Subgroup leaf(ByteString subgroups) throws InvalidProtocolBufferException {
        Subgroup known = leaves.get(subgroups);
        if (known != null) {
            return known;
        }
        Subgroup leaf = Subgroup.leaf(attributes, Score.parseFrom(subgroups).getSubgroupsMap());
        if (leaves.size() >= LEAVES_REMEMBERED) {
            leaves.clear();
        }
        leaves.put(subgroups, leaf);
        return leaf;
    }

    private static int tag(int field) {
        int lengthDelimited = 2;
        return field << 3 | lengthDelimited;
    }
}
