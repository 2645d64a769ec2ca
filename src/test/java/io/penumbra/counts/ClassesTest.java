package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClassesTest {
    @Test
    void thePositiveClassIsFoundByName() {
        Classes classes = Classes.of(List.of("not_blond", "blond"), "blond");

        assertThat(classes.positive()).hasValue(1);
        assertThat(classes.guarded()).containsExactly(1);
        assertThat(classes.size()).isEqualTo(2);
        assertThat(classes.indexOf("blond")).isEqualTo(1);
        assertThat(classes.indexOf("red")).isEqualTo(Classes.UNLABELLED);
    }

    @Test
    void guardedClassesStandInTheOrderOfTheClasses() {
        var hair = List.of("black", "brown", "blond");
        Classes classes = new Classes(hair, OptionalInt.of(1), List.of(2, 0));

        assertThat(classes.guarded()).containsExactly(0, 2);
        assertThat(classes.compared()).containsExactly(0, 1, 2);
        assertThat(new Classes(hair, OptionalInt.empty(), List.of()).compared()).isEmpty();
        assertThatThrownBy(() -> new Classes(hair, OptionalInt.empty(), List.of(3)))
                .hasMessageContaining("guarded class is 3");
        assertThatThrownBy(() -> new Classes(hair, OptionalInt.empty(), List.of(2, 2)))
                .hasMessageContaining("the class 'blond' is guarded twice");
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
