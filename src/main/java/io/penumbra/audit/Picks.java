package io.penumbra.audit;

import java.util.UUID;

/**
 * Which images the audit counts, which of them may be references, and how many are kept to be labelled. The first two
 * depend on the image's id alone, never on what the models say.
 *
 * @param share the part of the images that the audit counts, above 0 and at most 1
 * @param references the part of all images that may be references, 0 to 1
 * @param most the most flips and the most references that a task keeps to be labelled, 1 to {@value #LARGEST}
 */
public record Picks(double share, double references, int most) {
    /** Every instance keeps the images of all tasks in memory. */
    public static final int LARGEST = 100_000;

    /** Counts every image. A tenth of them may be references. */
    public static final Picks DEFAULT = new Picks(1, 0.1, 2000);

    private static final double RANGE = 0x1p48;

    public Picks {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of the audit is " + share + ", expected above 0 and at most 1");
        }
        if (!(references >= 0 && references <= 1)) {
            throw new IllegalArgumentException("the share of references is " + references + ", expected 0 to 1");
        }
        if (most < 1 || most > LARGEST) {
            throw new IllegalArgumentException(
                    "the most images to be labelled are " + most + ", expected 1 to " + LARGEST);
        }
    }

    /** The place of an image among all, 0 to 1, by a hash of its id. References are labelled in this order. */
    public static double place(byte[] id) {
        // the upper 48 bits of MD5; the version of the UUID is in those below
        return (UUID.nameUUIDFromBytes(id).getMostSignificantBits() >>> 16) / RANGE;
    }

    /** Whether the audit counts an image. */
    public boolean isAudited(byte[] id) {
        return share >= 1 || place(id) < share;
    }

    /** Whether an image of which all models say the same may be a reference. */
    public boolean isReference(byte[] id) {
        return place(id) < references * share;
    }
}
