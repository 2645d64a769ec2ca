package io.penumbra.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.fuzz.Fuzz;
import io.penumbra.fuzz.Json;
import org.junit.jupiter.api.Test;

/** Whatever lies on the topic of references, it is a reference that comes back the same, or refused by one exception. */
class ReferenceFuzz {
    @Test
    void references() {
        double accepted =
                Fuzz.run("references", 50_000, random -> Json.changed(random, ReferenceRecordTest.MEASURED), value -> {
                    Reference reference;
                    try {
                        reference = ReferenceRecord.read(value);
                    } catch (IllegalArgumentException refused) {
                        assertThat(refused.getMessage()).isNotBlank();
                        return false;
                    }
                    assertThat(ReferenceRecord.read(ReferenceRecord.value(reference)))
                            .isEqualTo(reference);
                    return true;
                });
        assertThat(accepted).isBetween(0.1, 0.8);
    }
}
