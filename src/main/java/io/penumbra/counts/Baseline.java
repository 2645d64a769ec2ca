package io.penumbra.counts;

/** What a candidate is compared with. The same baseline version on other classes is another one. */
public record Baseline(ModelVersion version, Classes classes) {
    static Baseline of(Lineup lineup) {
        return new Baseline(lineup.baseline(), lineup.classes());
    }
}
