package io.penumbra.counts;

/**
 * A model as it was: paired counts belong to two of these and are never mixed with another's.
 *
 * @param name for example {@code pruned-95}
 * @param digest of its members' bytes
 * @param members the size K of its population, at least 1
 */
public record ModelVersion(String name, String digest, int members) {
    public ModelVersion {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a model has a name");
        }
        if (members < 1) {
            throw new IllegalArgumentException("model " + name + " has " + members + " members; it needs at least one");
        }
    }
}
