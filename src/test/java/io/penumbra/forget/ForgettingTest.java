package io.penumbra.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.process.Failure;
import io.penumbra.process.TopicWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForgettingTest {
    private final Forgetting forgetting = new Forgetting(
            new Forgetting.Topics("forgotten", List.of(), List.of(), List.of(), List.of()),
            new TopicWriter(),
            image -> true,
            Optional::empty,
            (action, what) -> {},
            () -> 0);

    private void assertRefused(List<String> ids, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forgetting.forget(ids))
                .withMessage(why);
    }

    @Test
    void whatIsNoIdIsRefusedWithoutRepeatingIt() {
        assertRefused(List.of(), "ids has 0 image ids, expected 1 to 100 of them");
        assertRefused(Collections.nCopies(101, "a"), "ids has 101 image ids, expected 1 to 100 of them");
        assertRefused(List.of("a", ""), "ids[1] is empty, expected an image id");
        assertRefused(Arrays.asList("a", null), "ids[1] is null, expected an image id");
        assertRefused(List.of("face-\ud800"), "ids[0] has half of a surrogate pair, expected an image id in Unicode");
    }

    /** Another scorer may have given such an id. It must be possible to forget it. */
    @Test
    void anyTextMayBeAnId() {
        for (String id : List.of("\u0000\u202e\n", "x".repeat(65_000), "😀")) {
            assertThatThrownBy(() -> forgetting.forget(List.of(id)))
                    .isInstanceOf(Failure.class)
                    .hasMessage("the service has not started yet");
        }
    }

    @Test
    void aKeyIsTheHashInDigits() {
        // of sha256sum
        String hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(ImageKey.of("abc").hex()).isEqualTo(hex);
        assertThat(ImageKey.read(hex.getBytes())).isEqualTo(ImageKey.of("abc")).hasSameHashCodeAs(ImageKey.of("abc"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageKey.read("abc".getBytes()))
                .withMessageContaining("expected the SHA-256 of an image id in 64 hexadecimal digits");
    }
}
