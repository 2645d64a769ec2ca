package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SoftmaxTest {
    private static float[] softmax(float... logits) {
        float[] values = logits.clone();
        Softmax.apply(values);
        return values;
    }

    @Test
    void valuesByHand() {
        assertThat(softmax(0, 0)).containsExactly(0.5f, 0.5f);
        assertThat(softmax(1, 2, 3)).containsExactly(new float[] {0.0900306f, 0.2447285f, 0.6652410f}, within(1e-6f));
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        assertThat(softmax(Float.MAX_VALUE, -Float.MAX_VALUE)).containsExactly(1, 0);
        assertThat(softmax(1000, 1001)).containsExactly(new float[] {0.2689414f, 0.7310586f}, within(1e-6f));
    }

    @Property(tries = 200)
    void sumIsOneAndTheOrderStays(@ForAll @Size(4) float @FloatRange(min = -80, max = 80) [] logits) {
        float[] probabilities = softmax(logits);
        double sum = 0;
        for (int y = 0; y < logits.length; y++) {
            assertThat(probabilities[y]).isBetween(0f, 1f);
            sum += probabilities[y];
            for (int z = 0; z < logits.length; z++) {
                if (logits[y] >= logits[z]) {
                    assertThat(probabilities[y]).isGreaterThanOrEqualTo(probabilities[z]);
                }
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Property(tries = 200)
    void whatIsAddedToAllLogitsDoesNotMatter(@ForAll @Size(3) float @FloatRange(min = -10, max = 10) [] logits) {
        float[] shifted = logits.clone();
        for (int y = 0; y < shifted.length; y++) {
            shifted[y] += 64;
        }
        assertThat(softmax(shifted)).containsExactly(softmax(logits), within(1e-4f));
    }
}
