package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.audit.AuditImage;
import io.penumbra.audit.AuditImage.ChosenLabel;
import io.penumbra.counts.ScoredImages;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsPageTest {
    private static List<AuditImage> labelled(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new AuditImage(
                        "image-" + i,
                        0,
                        ScoredImages.flip(),
                        Optional.empty(),
                        Optional.of(new ChosenLabel("blond", Optional.of("ada")))))
                .toList();
    }

    @Test
    void pagesShowEachImageOnce() {
        List<AuditImage> all = labelled(60);
        List<String> shown = IntStream.rangeClosed(1, 3)
                .mapToObj(page -> LabelsPage.of(all, page))
                .flatMap(page -> page.images().stream())
                .map(LabelledImage::id)
                .toList();
        assertThat(shown).isEqualTo(all.stream().map(AuditImage::id).toList());
    }

    @Test
    void neighboursAreNamedWhereThereAreSome() {
        LabelsPage first = LabelsPage.of(labelled(49), 1);
        assertThat(first.total()).isEqualTo("49 images");
        assertThat(first.address()).isEqualTo("/audit/labels");
        assertThat(first.newer()).isEmpty();
        assertThat(first.older()).contains("/audit/labels?page=2");
        LabelsPage second = LabelsPage.of(labelled(49), 2);
        assertThat(second.newer()).contains("/audit/labels");
        assertThat(second.older()).contains("/audit/labels?page=3");
        LabelsPage last = LabelsPage.of(labelled(49), 3);
        assertThat(last.images()).hasSize(1);
        assertThat(last.older()).isEmpty();
    }

    /** One that was there a moment ago, when there was one image more. */
    @Test
    void pageBeyondTheLastIsTheLast() {
        assertThat(LabelsPage.of(labelled(24), 2)).isEqualTo(LabelsPage.of(labelled(24), 1));
        LabelsPage none = LabelsPage.of(List.of(), 7);
        assertThat(none.images()).isEmpty();
        assertThat(Stream.of(none.newer(), none.older())).allMatch(Optional::isEmpty);
    }

    @ParameterizedTest
    @CsvSource({"2,2", "999999,999999", "0,1", "-1,1", "x,1", "1e3,1", "99999999999,1", "'',1"})
    void pageOfAQueryIsANumber(String text, int page) {
        assertThat(LabelsPage.asked(Optional.of(text))).isEqualTo(page);
        assertThat(LabelsPage.asked(Optional.empty())).isEqualTo(1);
    }
}
