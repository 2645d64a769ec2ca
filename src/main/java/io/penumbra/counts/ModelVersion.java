package io.penumbra.counts;

/**
 * One version of a model. Paired counts belong to two versions and are never mixed with those of another version.
 *
 * @param name for example {@code pruned-95}
 * @param digest the digest of its members' bytes
 * @param members the number K of members, at least 1
 */
public record ModelVersion(String name, String digest, int members) {
    public ModelVersion {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a model is blank");
        }
        if (members < 1) {
            throw new IllegalArgumentException("model " + name + " has " + members + " members, expected at least 1");
        }
    }

    /** The digest is compared first, since it differs most. A look at drift compares versions a million times. */
    @Override
    public boolean equals(Object o) {
        return this == o
                || o instanceof ModelVersion v
                        && digest.equals(v.digest)
                        && name.equals(v.name)
                        && members == v.members;
    }

    @Override
    public int hashCode() {
        return 31 * digest.hashCode() + name.hashCode();
    }
}
