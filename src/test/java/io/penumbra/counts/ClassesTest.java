package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassesTest {
    @Test
    void thePositiveClassIsFoundByName() {
        Classes classes = Classes.of(List.of("not_blond", "blond"), "blond");

        assertThat(classes.positive()).isEqualTo(1);
        assertThat(classes.size()).isEqualTo(2);
        assertThat(classes.indexOf("blond")).isEqualTo(1);
        assertThat(classes.indexOf("red")).isEqualTo(Classes.UNLABELLED);
    }

    @Test
    void classesThatCannotBeTellWhy() {
        assertThatThrownBy(() -> Classes.of(List.of("a", "b"), "c")).hasMessageContaining("'c'");
        assertThatThrownBy(() -> new Classes(List.of("a"), 0)).hasMessageContaining("[a]");
        assertThatThrownBy(() -> new Classes(List.of("a", "a"), 0)).hasMessageContaining("[a, a]");
        assertThatThrownBy(() -> new Classes(List.of("a", "b"), 2)).hasMessageContaining("2");
        assertThatThrownBy(() -> new Classes(List.of("a", "b"), -1)).hasMessageContaining("-1");
    }
}
