package io.penumbra.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TextTest {
    @Test
    void spacesOfEveryKindAroundAWordAreDropped() {
        for (String padded : List.of(" m", "m ", "m\u00a0", "\u00a0\u2003m", "\tm\n", "m\u2028", "\u3000m\u202f")) {
            assertThat(Text.word("sex", padded)).isEqualTo("m");
        }
        assertThat(Text.word("sex", " not\u00a0known ")).isEqualTo("not\u00a0known");
    }

    @Test
    void wordsAreComposed() {
        assertThat(Text.word("sex", "ma\u0308nnlich")).isEqualTo("m\u00e4nnlich");
        assertThat(Text.word("sex", "\u1112\u1161\u11ab")).isEqualTo("\ud55c");
        assertThat(Text.word("sex", "\u212b")).isEqualTo("\u00c5");
    }

    @Test
    void charactersThatNobodySeesAreRefused() {
        for (String unseen : List.of(
                "a\u0000",
                "a\u0007b",
                "a\nb",
                "\u202emale",
                "ma\u202ele",
                "\u2066male\u2069",
                "male\u200f",
                "\u061cm",
                "m\u200bale",
                "\ufeffmale",
                "\ud800",
                "male\udc00",
                "\udc00\ud800",
                "a\ufffd")) {
            assertThatThrownBy(() -> Text.word("sex", unseen))
                    .as(unseen)
                    .hasMessageStartingWith("sex is '")
                    .hasMessageContaining("expected a word without U+")
                    .hasMessageNotContaining(unseen.strip());
        }
    }

    @Test
    void wordsOfAnyLanguageAreTaken() {
        for (String word : List.of("m", "weiblich", "женский", "女", "نر", "می\u200cخواهم", "👩\u200d🦰", "𝔪")) {
            assertThat(Text.word("sex", word)).isEqualTo(word);
        }
    }

    @Test
    void whatWouldBlurAPairIsRefused() {
        assertThatThrownBy(() -> Text.word("sex", "a,b")).hasMessage("sex is 'a,b', expected a word without ','");
        assertThatThrownBy(() -> Text.word("sex", "a=b")).hasMessage("sex is 'a=b', expected a word without '='");
        assertThatThrownBy(() -> Text.word("sex", "\u00a0 ")).hasMessage("sex is '', expected a word");
        assertThatThrownBy(() -> Text.word("sex", "x".repeat(201)))
                .hasMessage("sex has 201 characters, expected at most 200");
        assertThat(Text.word("sex", "x".repeat(200) + " ".repeat(100_000))).hasSize(200);
    }

    @Property
    void aWordIsReadTheSameAgain(@ForAll String text) {
        String word;
        try {
            word = Text.word("sex", text);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(Text.word("sex", word)).isEqualTo(word);
        assertThat(word).isEqualTo(word.strip()).isNotEmpty();
    }
}
