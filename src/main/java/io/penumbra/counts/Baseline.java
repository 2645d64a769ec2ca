package io.penumbra.counts;

/** The baseline that candidates are compared with. The same version with other classes is another baseline. */
public record Baseline(ModelVersion version, Classes classes) {
    static Baseline of(Lineup lineup) {
        return new Baseline(lineup.baseline(), lineup.classes());
    }
}
