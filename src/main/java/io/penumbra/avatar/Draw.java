package io.penumbra.avatar;

import java.util.SplittableRandom;

/**
 * Random draws for one avatar: a pure function of (seed, index), so that avatar i does not depend on which others are
 * drawn. It uses only {@link StrictMath}, so that every machine draws the same.
 */
final class Draw {
    private final SplittableRandom random;

    Draw(long seed, long index) {
        random = new SplittableRandom(mixed(mixed(seed) + index));
    }

    /** The finalizer of MurmurHash3 (Appleby), which spreads neighbouring seeds over all 64 bits. */
    private static long mixed(long z) {
        z = (z + 0x9E3779B97F4A7C15L);
        z = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return z ^ (z >>> 33);
    }

    double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    long bits() {
        return random.nextLong();
    }

    double normal(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return mean + deviation * radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }

    /** A normal draw within [low, high), by rejection. */
    double normalWithin(double mean, double deviation, double low, double high) {
        while (true) {
            double value = normal(mean, deviation);
            if (value >= low && value < high) {
                return value;
            }
        }
    }

    /** The index of one of the weights, drawn in proportion to them. */
    int weighted(double... weights) {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        double left = between(0, total);
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }
}
