package io.penumbra.model;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open model: its members, and whether it still answers. */
final class Ensemble {
    private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);

    /** A candidate that is late in so many batches in a row would only slow the others down. */
    private static final int MOST_LATE = 3;

    private final int index;
    private final int firstMember;
    private final Model model;
    private final List<Member> members;
    private int late;
    private Optional<String> givenUp = Optional.empty();

    /**
     * @param index 0 for the baseline
     * @param firstMember the place of the first member among the members of all models
     */
    Ensemble(int index, int firstMember, Model model, List<Member> members) {
        this.index = index;
        this.firstMember = firstMember;
        this.model = model;
        this.members = List.copyOf(members);
    }

    int index() {
        return index;
    }

    boolean isBaseline() {
        return index == 0;
    }

    Model model() {
        return model;
    }

    List<Member> members() {
        return members;
    }

    /** Adds what a member gave for one image, or its fault. Changes {@code values}. */
    void add(int member, float[] values, Prediction to) {
        Output.Values kind = members.get(member).output().values();
        Optional<String> fault = kind.fault(values);
        if (fault.isPresent()) {
            to.fail(index, "model " + model.name() + " " + fault.get());
            return;
        }
        if (kind != Output.Values.PROBABILITIES) {
            Softmax.apply(values);
        }
        to.add(index, firstMember + member, members.size(), values);
    }

    /** Records that the model had no answer in time for some image of a batch, or that it had all. */
    synchronized void late(boolean isLate) {
        late = isLate ? late + 1 : 0;
        if (late >= MOST_LATE && !isBaseline()) {
            giveUp("had no answer in time in " + late + " batches in a row");
        }
    }

    /** Runs the model no more: until a restart it fails on every image. */
    synchronized void giveUp(String why) {
        if (givenUp.isEmpty()) {
            givenUp = Optional.of("model " + model.name() + " " + why + "; it is not run again before a restart");
            LOG.error("{}", givenUp.get());
        }
    }

    /** Why the model is not run any more. */
    synchronized Optional<String> givenUp() {
        return givenUp;
    }
}
