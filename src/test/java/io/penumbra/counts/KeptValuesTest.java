package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeptValuesTest {
    private static final Attributes LISTED =
            Attributes.of(Map.of("sex", List.of("female", "male"), "age", List.of("young", "old")));
    private static final Attributes OPEN = Attributes.of(Map.of("sex", List.of(), "age", List.of()));

    private final List<String> notices = new ArrayList<>();

    private String leaf(KeptValues values, String sex, String age) {
        return values.leaf(Map.of("sex", sex, "age", age)).name();
    }

    @Test
    void aLeafNamesEveryAttributeAndNoOther() {
        KeptValues values = KeptValues.inMemory(LISTED);
        assertThat(values.leaf(Map.of("sex", "male", "hat", "yes"))).hasToString("age=unknown,sex=male");
        assertThat(KeptValues.inMemory(Attributes.of(Map.of())).leaf(Map.of("sex", "male")))
                .isEqualTo(Subgroup.ALL);
    }

    @Test
    void aValueThatIsNotListedIsOtherOfItsAttributeAlone() {
        KeptValues values = KeptValues.inMemory(LISTED);
        assertThat(leaf(values, "m", "old")).isEqualTo("age=old,sex=other");
        assertThat(leaf(values, "male", "1")).isEqualTo("age=other,sex=male");
        assertThat(leaf(values, "?", "?")).isEqualTo("age=other,sex=other");
        assertThat(leaf(values, "other", "unknown")).isEqualTo("age=unknown,sex=other");
    }

    @Test
    void withoutAListTheFirstValuesAreKept() {
        KeptValues values = KeptValues.inMemory(OPEN, 2, 100);
        assertThat(leaf(values, "a", "x")).isEqualTo("age=x,sex=a");
        assertThat(leaf(values, "b", "x")).isEqualTo("age=x,sex=b");
        assertThat(leaf(values, "c", "y")).isEqualTo("age=y,sex=other");
        assertThat(leaf(values, "a", "unknown")).isEqualTo("age=unknown,sex=a");
        assertThat(leaf(values, "c", "other")).isEqualTo("age=other,sex=other");
    }

    @Test
    void openAttributesGrowOnlyWhileTheLeavesStayWithinTheirBound() {
        KeptValues values = KeptValues.inMemory(OPEN, 20, 24); // 4 × 6 or 3 × 8
        for (int i = 0; i < 600; i++) {
            leaf(values, "junk " + i, "unknown");
        }
        assertThat(leaf(values, "junk 9", "unknown")).as("12 × 2").isEqualTo("age=unknown,sex=junk 9");
        assertThat(leaf(values, "junk 10", "unknown")).isEqualTo("age=unknown,sex=other");
        assertThat(leaf(values, "male", "old")).isEqualTo("age=other,sex=other");
    }

    @Test
    void listedValuesThatMakeTooManyLeavesAreRefused() {
        assertThat(KeptValues.inMemory(LISTED, 20, 16)).isNotNull();
        assertThatThrownBy(() -> KeptValues.inMemory(LISTED, 20, 15))
                .hasMessageContaining("16 leaves, expected at most 15");
        var many = new HashMap<String, List<String>>();
        for (int i = 0; i < 8; i++) {
            many.put("a" + i, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
        }
        assertThatThrownBy(() -> KeptValues.inMemory(Attributes.of(many))).hasMessageContaining("429981696 leaves");
    }

    @Test
    void unknownAndOtherAreNotListed() {
        for (String always : List.of("unknown", "other")) {
            assertThatThrownBy(() -> Attributes.of(Map.of("sex", List.of("male", always))))
                    .hasMessageContaining("'" + always + "' of sex");
        }
    }

    @Test
    void wordsInOtherCaseAreToldOnce() {
        var values = new KeptValues(LISTED, 20, 100, (attribute, value) -> {}, notices::add);
        for (int i = 0; i < 3; i++) {
            assertThat(leaf(values, "Male", "old")).isEqualTo("age=old,sex=other");
            assertThat(values.leaf(Map.of("Sex", "male"))).hasToString("age=unknown,sex=unknown");
            assertThat(leaf(values, "MALE", "junk " + i)).isEqualTo("age=other,sex=other");
        }
        assertThat(notices)
                .containsExactlyInAnyOrder(
                        "an image has the sex 'Male', which counts as other: it is not 'male'",
                        "an image has the attribute 'Sex', which is ignored: it is not 'sex'");
    }

    @Property(tries = 200)
    void marginalsOfTheOtherAttributesAreExactUnderAnyJunk(
            @ForAll @Size(max = 60) List<@AlphaChars @StringLength(min = 1, max = 2) String> junk,
            @ForAll @IntRange(min = 1, max = 5) int most) {
        for (KeptValues values : List.of(KeptValues.inMemory(LISTED), KeptValues.inMemory(OPEN, most, 300))) {
            var counts = new HashMap<Subgroup, Integer>();
            leaf(values, "male", "old"); // the values of age have come before the junk
            leaf(values, "male", "young");
            for (int i = 0; i < junk.size(); i++) {
                values.leaf(Map.of("sex", junk.get(i), "age", i % 3 == 0 && most > 1 ? "young" : "old"))
                        .marginals()
                        .forEach(subgroup -> counts.merge(subgroup, 1, Integer::sum));
            }
            int young = most > 1 ? (junk.size() + 2) / 3 : 0;
            assertThat(counts.getOrDefault(new Subgroup("age=young"), 0)).isEqualTo(young);
            assertThat(counts.getOrDefault(new Subgroup("age=old"), 0)).isEqualTo(junk.size() - young);
            assertThat(counts.getOrDefault(Subgroup.ALL, 0)).isEqualTo(junk.size());
        }
    }

    @Property(tries = 200)
    void aValueCountsAlwaysAsItselfOrAlwaysAsOther(
            @ForAll @Size(max = 80) List<@AlphaChars @StringLength(min = 1, max = 1) String> sexes,
            @ForAll @IntRange(min = 1, max = 30) int most,
            @ForAll @IntRange(min = 4, max = 60) int leaves) {
        KeptValues values = KeptValues.inMemory(OPEN, most, leaves);
        var asWhat = new HashMap<String, Set<String>>();
        for (String sex : sexes) {
            String counted = values.leaf(Map.of("sex", sex)).pairs().get("sex");
            asWhat.computeIfAbsent(sex, s -> new HashSet<>()).add(counted);
        }
        assertThat(asWhat)
                .allSatisfy((sex, counted) -> assertThat(counted).hasSize(1).containsAnyOf(sex, "other"));
        assertThat(asWhat.entrySet())
                .filteredOn(each -> each.getValue().contains(each.getKey()))
                .hasSizeLessThanOrEqualTo(Math.min(most, leaves / 2 - 2));
    }

    @Property(tries = 100)
    void theOrderOfTheLogDecidesAndNotWhoMeetsAValueFirst(
            @ForAll @Size(max = 40) List<@AlphaChars @StringLength(min = 1, max = 1) String> log) {
        KeptValues one = KeptValues.inMemory(OPEN, 3, 300);
        KeptValues two = KeptValues.inMemory(OPEN, 3, 300);
        log.forEach(value -> one.keep("sex", value));
        log.forEach(value -> {
            two.keep("sex", value);
            two.keep("hat", value);
        });
        var first = new LinkedHashMap<String, String>();
        log.forEach(value -> first.putIfAbsent(value, first.size() < 3 ? value : "other"));
        log.forEach(value -> {
            assertThat(one.leaf(Map.of("sex", value))).isEqualTo(two.leaf(Map.of("sex", value)));
            assertThat(one.leaf(Map.of("sex", value)).pairs()).containsEntry("sex", first.get(value));
        });
    }
}
