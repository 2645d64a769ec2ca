package io.penumbra.report;

import io.penumbra.counts.KeptValues;
import io.penumbra.dataset.Sample;
import io.penumbra.model.Model;
import io.penumbra.model.Prediction;
import io.penumbra.statistics.LabelDistance;
import io.penumbra.statistics.ModalClass;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the images of a run on which the baseline and some candidate differ most. It keeps these images without their
 * pictures, and nothing of the others.
 */
final class StrongestExemplars {
    private static final int MOST = 30;
    /** Most bytes of a picture. A larger one would make the page slow. */
    private static final int LARGEST_PICTURE = 1 << 20;

    /** The distance of a candidate from the baseline on an image. */
    private record Apart(int model, double votes, double probabilities) {
        static final Comparator<Apart> ORDER =
                Comparator.comparingDouble(Apart::votes).thenComparingDouble(Apart::probabilities);
    }

    private record Seen(Sample sample, Prediction prediction, Apart apart) {}

    private final List<Model> models;
    private final List<String> classes;
    private final KeptValues values;
    private final Strongest<Seen> strongest = new Strongest<>(MOST, Comparator.comparing(Seen::apart, Apart.ORDER));

    /** @param values find the leaf of an image */
    StrongestExemplars(List<Model> models, List<String> classes, KeptValues values) {
        this.models = models;
        this.classes = classes;
        this.values = values;
    }

    void add(Sample sample, Prediction prediction) {
        Apart farthest = new Apart(0, 0, 0);
        for (int m = 1; m < models.size(); m++) {
            if (prediction.fault(m).isPresent()) {
                continue;
            }
            Apart apart = apart(prediction, m);
            farthest = Apart.ORDER.compare(apart, farthest) > 0 ? apart : farthest;
        }
        if (farthest.model() > 0) {
            strongest.add(new Seen(sample, prediction, farthest));
        }
    }

    private Apart apart(Prediction prediction, int model) {
        int from = model * classes.size();
        return new Apart(
                model,
                LabelDistance.taxicab(
                        prediction.votes(),
                        0,
                        models.get(0).members(),
                        from,
                        models.get(model).members(),
                        classes.size()),
                LabelDistance.ofProbabilities(prediction.probabilities(), 0, from, classes.size()));
    }

    /** The strongest, with their pictures, which are read again here. */
    List<PicturedExemplar> strongest() {
        return strongest.descending().stream().map(this::exemplar).toList();
    }

    private PicturedExemplar exemplar(Seen seen) {
        var opinions = new ArrayList<Opinion>();
        for (int m = 0; m < models.size(); m++) {
            if (seen.prediction().fault(m).isEmpty()) {
                opinions.add(opinion(seen.prediction(), m));
            }
        }
        return new PicturedExemplar(
                seen.sample().id(),
                seen.sample().label(),
                values.leaf(seen.sample().subgroups()).name(),
                models.get(seen.apart().model()).name(),
                seen.apart().votes(),
                seen.apart().probabilities(),
                opinions,
                picture(seen.sample()));
    }

    private Opinion opinion(Prediction prediction, int model) {
        int from = model * classes.size();
        int[] votes = prediction.votes();
        float[] probabilities = prediction.probabilities();
        int modal = ModalClass.of(votes, probabilities, from, classes.size());
        return new Opinion(
                models.get(model).name(),
                classes.get(modal),
                votes[from + modal],
                models.get(model).members(),
                probabilities[from + modal]);
    }

    private static String picture(Sample sample) {
        byte[] encoded = sample.read();
        if (encoded.length > LARGEST_PICTURE) {
            return "data:,";
        }
        String type = encoded[0] == (byte) 0xFF ? "image/jpeg" : "image/png";
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(encoded);
    }
}
