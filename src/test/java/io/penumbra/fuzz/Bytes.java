package io.penumbra.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes that need to know nothing of a format. */
public final class Bytes {
    private static final int LONGEST = 64;

    private Bytes() {}

    public static <T> T oneOf(RandomGenerator random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Sets a few bytes, cuts the end off, or leaves out, repeats or inserts a stretch. */
    public static byte[] changed(RandomGenerator random, byte[] bytes) {
        byte[] changed = bytes.clone();
        if (bytes.length == 0 || random.nextInt(4) == 0) {
            return replaced(random, bytes);
        }
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            // headers are short and stand in front
            int within = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 10 * LONGEST);
            int at = random.nextInt(within);
            changed[at] = random.nextBoolean()
                    ? (byte) random.nextInt()
                    : (byte) (changed[at] ^ 1 << random.nextInt(Byte.SIZE));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(changed, random.nextInt(bytes.length)) : changed;
    }

    private static byte[] replaced(RandomGenerator random, byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(LONGEST));
        var changed = new ByteArrayOutputStream();
        changed.write(bytes, 0, from);
        switch (random.nextInt(3)) {
            case 0 -> {
                // left out
            }
            case 1 -> {
                changed.write(bytes, from, to - from);
                changed.write(bytes, from, to - from);
            }
            default -> {
                byte[] inserted = new byte[random.nextInt(LONGEST)];
                random.nextBytes(inserted);
                changed.writeBytes(inserted);
                changed.write(bytes, from, to - from);
            }
        }
        changed.write(bytes, to, bytes.length - to);
        return changed.toByteArray();
    }
}
