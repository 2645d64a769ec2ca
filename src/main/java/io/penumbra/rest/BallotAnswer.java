package io.penumbra.rest;

import io.penumbra.exemplar.Ballot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model answers on one image.
 *
 * @param modal the class that most members predict
 * @param votes number of members that predict each class
 * @param probabilities mean probability of each class over the members, 0 to 1
 */
public record BallotAnswer(String modal, Map<String, Integer> votes, Map<String, Float> probabilities) {
    static BallotAnswer of(Ballot ballot, List<String> classes) {
        return new BallotAnswer(
                classes.get(ballot.modal()),
                byClass(classes, ballot.votes()),
                byClass(classes, ballot.probabilities()));
    }

    private static <V> Map<String, V> byClass(List<String> classes, List<V> values) {
        var byClass = new LinkedHashMap<String, V>();
        for (int y = 0; y < classes.size(); y++) {
            byClass.put(classes.get(y), values.get(y));
        }
        return byClass;
    }
}
