package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubgroupTest {
    @Test
    void attributesAreSortedInTheName() {
        assertThat(Subgroup.of(Map.of("sex", "male", "age", "old"))).hasToString("age=old,sex=male");
        assertThat(Subgroup.of(Map.of())).isEqualTo(Subgroup.ALL);
    }

    @Test
    void marginalsAreAllSubsetsOfTheLeaf() {
        assertThat(new Subgroup("age=old,sex=male").marginals())
                .extracting(Subgroup::name)
                .containsExactlyInAnyOrder("all", "age=old", "sex=male", "age=old,sex=male");
        assertThat(Subgroup.ALL.marginals()).containsExactly(Subgroup.ALL);
    }

    @Property(tries = 100)
    void aLeafOfNAttributesHasTwoToTheNMarginals(
            @ForAll @Size(max = 6)
                    Map<
                                    @AlphaChars @StringLength(min = 1, max = 5) String,
                                    @AlphaChars @StringLength(min = 1, max = 5) String>
                            pairs) {
        List<Subgroup> marginals = Subgroup.of(pairs).marginals();

        assertThat(new HashSet<>(marginals)).hasSize(1 << pairs.size()).contains(Subgroup.ALL, Subgroup.of(pairs));
        pairs.forEach((attribute, value) ->
                assertThat(marginals).contains(Subgroup.of(new TreeMap<>(Map.of(attribute, value)))));
    }

    @Test
    void tablesGoFromAllToTheLeaves() {
        assertThat(Stream.of("age=old,sex=male", "sex=male", "all", "other", "age=old")
                        .map(Subgroup::new)
                        .sorted())
                .extracting(Subgroup::name)
                .containsExactly("all", "age=old", "other", "sex=male", "age=old,sex=male");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a,b", "a=b", "a\nb", "a\u0000"})
    void aValueThatWouldBlurTheNameIsRefused(String value) {
        assertThatThrownBy(() -> Subgroup.of(Map.of("sex", value))).hasMessageContaining("'" + value + "'");
        assertThatThrownBy(() -> Subgroup.of(Map.of(value, "male"))).hasMessageContaining("'" + value + "'");
    }

    @Test
    void aValueLongerThan200CharactersIsRefused() {
        assertThat(Subgroup.of(Map.of("sex", "x".repeat(200))).order()).isEqualTo(1);
        assertThatThrownBy(() -> Subgroup.of(Map.of("sex", "x".repeat(201)))).hasMessageContaining("201");
    }

    @Test
    void nameMayListThePairsInAnyOrder() {
        assertThat(Subgroup.named("sex=male, age=old")).isEqualTo(Subgroup.of(Map.of("age", "old", "sex", "male")));
        assertThat(Subgroup.named("all")).isEqualTo(Subgroup.ALL);
        for (String wrong : List.of("", "men", "other", "sex=", "sex=male,", "sex=male,sex=female", "a=b=c")) {
            assertThatIllegalArgumentException().as(wrong).isThrownBy(() -> Subgroup.named(wrong));
        }
    }
}
