package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionFilterTest {
    @Test
    void subgroupOfALinkFromOutsideChoosesItsValues() {
        assertThat(QuestionFilter.of(Map.of("subgroup", "age=old,sex=male")).pairs())
                .isEqualTo(Map.of("age", "old", "sex", "male"));
    }

    @Test
    void valueOfTheFormPrecedesIt() {
        assertThat(QuestionFilter.of(Map.of("subgroup", "sex=male", "is.sex", "female"))
                        .pairs())
                .isEqualTo(Map.of("sex", "female"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "all", "==", "sex", "sex=male,sex=female"})
    void anythingElseChoosesAll(String subgroup) {
        assertThat(QuestionFilter.of(Map.of("subgroup", subgroup)).pairs()).isEmpty();
    }
}
