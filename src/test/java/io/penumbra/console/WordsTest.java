package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.Subgroup;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void subgroupIsSaidByItsValuesIfTheyAreWords() {
        assertThat(Words.subgroup(Subgroup.ALL)).isEqualTo("all");
        assertThat(Words.subgroup(Subgroup.named("age=old,sex=male"))).isEqualTo("old male");
        assertThat(Words.subgroup(Subgroup.named("age=unknown,sex=male"))).isEqualTo("age unknown, sex male");
        assertThat(Words.subgroup(Subgroup.named("site=3"))).isEqualTo("site 3");
        assertThat(Words.subgroup(Subgroup.named("smiling=yes"))).isEqualTo("smiling yes");
    }

    @Test
    void percentHasAsManyDigitsAsTell() {
        assertThat(Words.percent(0.3512)).isEqualTo("35\u00a0%");
        assertThat(Words.percent(0.0449)).isEqualTo("4.5\u00a0%");
        assertThat(Words.percent(0.00123)).isEqualTo("0.12\u00a0%");
        assertThat(Words.percent(0)).isEqualTo("0\u00a0%");
        assertThat(Words.percent(1)).isEqualTo("100\u00a0%");
    }

    @Test
    void pointsHaveASign() {
        assertThat(Words.points(0.165)).isEqualTo("+16.5");
        assertThat(Words.points(-0.002)).isEqualTo("−0.2");
        assertThat(Words.points(-0.0001)).isEqualTo("0.0");
    }

    @Test
    void countAgreesWithItsThing() {
        assertThat(Words.count(1, "image")).isEqualTo("1 image");
        assertThat(Words.count(4352, "image")).isEqualTo("4,352 images");
        assertThat(Words.small(3)).isEqualTo("three");
        assertThat(Words.small(11)).isEqualTo("11");
        assertThat(Words.plain(99.90)).isEqualTo("99.9");
        assertThat(Words.plain(5)).isEqualTo("5");
        assertThat(Words.plain(50)).isEqualTo("50");
    }
}
