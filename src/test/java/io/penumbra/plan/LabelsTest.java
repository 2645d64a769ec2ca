package io.penumbra.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Subgroup;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static long together(Map<String, Long> needed) {
        var bySubgroup = new HashMap<Subgroup, Long>();
        needed.forEach((name, labels) -> bySubgroup.put(Subgroup.named(name), labels));
        return Labels.together(bySubgroup);
    }

    @Test
    void labelOfANarrowSubgroupCountsForTheWiderOnes() {
        assertThat(together(Map.of("all", 30L, "sex=male", 20L, "age=old,sex=male", 20L)))
                .isEqualTo(30);
        assertThat(together(Map.of("all", 10L, "sex=male", 20L))).isEqualTo(20);
    }

    @Test
    void labelsOfDisjointSubgroupsAdd() {
        assertThat(together(Map.of("sex=male", 20L, "sex=female", 5L))).isEqualTo(25);
        assertThat(together(Map.of("sex=male", 20L, "sex=female", 5L, "all", 26L)))
                .isEqualTo(26);
        assertThat(together(Map.of("all", 0L))).isZero();
    }
}
