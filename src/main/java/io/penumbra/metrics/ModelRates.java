package io.penumbra.metrics;

import io.penumbra.statistics.Confusion;
import io.penumbra.tally.ModelCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A model's labelled results in one place. */
record ModelRates(String model, List<String> classes, Place place, Confusion confusion) {
    private static ModelRates of(Place place, ModelCounts counts) {
        return new ModelRates(counts.version().name(), counts.classes().names(), place, counts.confusion());
    }

    /** Of every model, by model and then in the order of the places. */
    static List<ModelRates> all(List<Place> places) {
        var all = new ArrayList<ModelRates>();
        for (Place place : places) {
            all.add(of(place, place.counts().baseline()));
            place.counts().candidates().values().forEach(pair -> all.add(of(place, pair.candidate())));
        }
        all.sort(Comparator.comparing(ModelRates::model)); // a stable sort
        return all;
    }
}
