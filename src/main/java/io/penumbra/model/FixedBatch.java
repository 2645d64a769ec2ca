package io.penumbra.model;

import java.util.List;
import java.util.Optional;

/** Says what files cost that take a fixed number of images a run. */
final class FixedBatch {
    private FixedBatch() {}

    /** One sentence of a model; empty if its files take any number of images. */
    static Optional<String> note(String model, List<Member> members) {
        List<Member> fixed =
                members.stream().filter(member -> member.batch().isPresent()).toList();
        return fixed.stream()
                .findFirst()
                .map(first -> "model " + model + ": " + first.file() + others(fixed.size() - 1)
                        + cost(first.batch().orElseThrow()) + "; export with a free batch to spare that");
    }

    private static String others(int others) {
        return others == 0 ? "" : ", as " + others + " more of its files,";
    }

    private static String cost(int batch) {
        return batch == 1
                ? " takes one image a run, so that a batch takes as many runs as it has images"
                : " takes " + batch + " images a run, and fewer cost as much as " + batch;
    }
}
