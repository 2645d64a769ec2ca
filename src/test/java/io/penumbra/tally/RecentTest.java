package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentTest {
    private final Recent<String> recent = new Recent<>(2);

    @Test
    void oneTooManyIsNotAdmittedAndThoseWithinAre() {
        assertThat(recent.admit("a", 1)).isTrue();
        assertThat(recent.admit("b", 1)).isTrue();
        assertThat(recent.admit("c", 2)).isFalse();
        assertThat(recent.admit("a", 2)).isTrue();
    }

    @Test
    void whatWasNotSeenForLongMakesRoom() {
        recent.admit("a", 1);
        recent.admit("b", 5);
        recent.admit("b", 2); // late: b was seen at 5
        recent.forget(5);

        assertThat(recent.admit("c", 6)).isTrue();
        assertThat(recent.admit("a", 6)).isFalse();
    }

    @Test
    void whatIsSeenAnywayMayBeTooMany() {
        for (String element : new String[] {"a", "b", "c"}) {
            recent.see(element, 1);
        }

        assertThat(recent.admit("c", 1)).isTrue();
        assertThat(recent.admit("d", 1)).isFalse();
    }

    @Test
    void fullSetGivesThePlaceOfTheOneThatIsUnusedForLongest() {
        recent.admit("a", 5);
        assertThat(recent.makeRoom(100, stays -> false)).as("there is room").isEmpty();
        recent.admit("b", 3);
        assertThat(recent.makeRoom(3, stays -> false)).as("all are in use").isEmpty();
        assertThat(recent.makeRoom(10, "b"::equals)).contains("a");
        assertThat(recent.contains("a")).isFalse();
        recent.admit("c", 9);
        assertThat(recent.makeRoom(10, stays -> false)).contains("b");
        assertThat(recent.elements()).containsExactly("c");
    }
}
