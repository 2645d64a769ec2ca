package io.penumbra.exemplar;

import io.penumbra.counts.ModelVersion;
import io.penumbra.counts.Snapshot;
import io.penumbra.counts.Window;
import io.penumbra.wire.v1.Score;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The strongest exemplars of each candidate, by a plain sort of the scores. */
public final class ExemplarRecount {
    private ExemplarRecount() {}

    /** Image ids by candidate, the strongest first. The distances are those of two classes, times all members. */
    public static Map<String, List<String>> of(
            Collection<Score> scores, Collection<ModelVersion> candidates, int most) {
        var strongest = new TreeMap<String, List<String>>();
        for (ModelVersion candidate : candidates) {
            var images = scores.stream()
                    .filter(score -> place(score, candidate) >= 0)
                    .sorted(Comparator.<Score>comparingInt(score -> -taxicab(score, place(score, candidate)))
                            .thenComparingDouble(score -> -ofProbabilities(score, place(score, candidate)))
                            .thenComparing(Score::getImageId))
                    .map(Score::getImageId)
                    .distinct()
                    .limit(most)
                    .toList();
            if (!images.isEmpty()) {
                strongest.put(candidate.name(), images);
            }
        }
        return strongest;
    }

    private static int place(Score score, ModelVersion candidate) {
        return IntStream.range(0, score.getLineup().getCandidatesCount())
                .filter(i -> score.getLineup().getCandidates(i).getName().equals(candidate.name())
                        && score.getLineup().getCandidates(i).getDigest().equals(candidate.digest()))
                .findFirst()
                .orElse(-1);
    }

    private static int taxicab(Score score, int candidate) {
        int members = score.getLineup().getBaseline().getMembers();
        int others = score.getLineup().getCandidates(candidate).getMembers();
        return 2 * Math.abs(score.getVotes(1) * others - score.getVotes(2 * candidate + 3) * members);
    }

    private static double ofProbabilities(Score score, int candidate) {
        return Math.abs(score.getProbabilities(0) - score.getProbabilities(2 * candidate + 2))
                + Math.abs(score.getProbabilities(1) - score.getProbabilities(2 * candidate + 3));
    }

    /** The same of what the tally keeps. */
    public static Map<String, List<String>> of(
            Snapshot snapshot, Collection<PaneExemplars> kept, Window window, int most) {
        var strongest = new TreeMap<String, List<String>>();
        snapshot.candidates().keySet().forEach(candidate -> {
            Ranking ranking =
                    Ranking.of(snapshot, kept, candidate, window, most).orElseThrow();
            if (!ranking.exemplars().isEmpty()) {
                strongest.put(
                        candidate,
                        ranking.exemplars().stream().map(Exemplar::imageId).toList());
            }
        });
        return strongest;
    }
}
