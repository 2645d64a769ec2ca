package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.exemplar.KeptExemplars;
import io.penumbra.exemplar.Ranking;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryPageTest {
    private static final long NOW = 1_700_000_040_000L;
    private static final int MEMBERS = 4;

    private final KeptExemplars kept = new KeptExemplars(MEMBERS, "1f");

    private static Snapshot snapshot() {
        var counted = new CountedImages(MEMBERS);
        for (int i = 0; i < 20; i++) {
            counted.add(NOW, i < 10 ? "male" : "female", "blond", 4, i < 6 ? 0 : 4);
        }
        return counted.snapshot();
    }

    private GalleryPage page(String... query) {
        Snapshot snapshot = snapshot();
        var asked = new java.util.HashMap<String, String>();
        for (int i = 0; i < query.length; i += 2) {
            asked.put(query[i], query[i + 1]);
        }
        GalleryFilter filter = GalleryFilter.of(asked, CountedImages.CANDIDATE);
        return GalleryPage.of(
                snapshot,
                Ranking.of(snapshot, kept.panes(), CountedImages.CANDIDATE, filter.window(), 30)
                        .orElseThrow(),
                filter);
    }

    @Test
    void saysHowManyLieFarApartAndWhoIsOverRepresented() {
        kept.add(0, "a", NOW, false, 4, 0);
        GalleryPage page = page("percentile", "70");
        assertThat(page.says())
                .startsWith("6 of 20 images lie this far apart; 0 of them can be shown.")
                .contains("is right on 100\u00a0%", "on 0\u00a0%", "on all images on 100\u00a0% and 70\u00a0%");
        assertThat(page.over()).singleElement().satisfies(share -> {
            assertThat(share.subgroup()).isEqualTo("male");
            assertThat(share.here()).isEqualTo("100\u00a0%");
            assertThat(share.stream()).isEqualTo("50\u00a0%");
        });
    }

    @Test
    void picturesFollowOneAnotherAndTheAddressNamesTheLargeOne() {
        kept.add(0, "a", NOW, false, 4, 0).add(0, "b", NOW, false, 4, 1).add(0, "c", NOW, false, 3, 1);
        GalleryPage page = page("percentile", "50", "image", "b");
        assertThat(page.pictures()).extracting(Picture::id).containsExactly("a", "b", "c");
        GalleryPage.Large large = page.large().orElseThrow();
        assertThat(large.picture().id()).isEqualTo("b");
        assertThat(large.previous())
                .hasValueSatisfying(address -> assertThat(address).contains("percentile=50", "image=a"));
        assertThat(large.next())
                .hasValueSatisfying(address -> assertThat(address).contains("image=c"));
        assertThat(large.back()).doesNotContain("image=");
        assertThat(page().large()).isEmpty();
    }

    @Test
    void wrongWordsOfAnAddressAreTheDefaults() {
        GalleryFilter filter = GalleryFilter.of(
                Map.of("percentile", "200", "window", "2y", "subgroup", "=="), CountedImages.CANDIDATE);
        assertThat(filter.percentileText()).isEqualTo("95");
        assertThat(filter.window().name()).isEqualTo("version");
        assertThat(filter.subgroup().name()).isEqualTo("all");
    }

    private static List<String> ids(GalleryPage page) {
        return page.pictures().stream().map(Picture::id).toList();
    }

    /** Follows the link to the next page. */
    private GalleryPage next(GalleryPage page) {
        String address = page.next().orElseThrow();
        return page(Stream.of(address.substring(address.indexOf('?') + 1).split("&"))
                .flatMap(each -> Stream.of(each.split("=", 2)))
                .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "newest"})
    void pagesShowEachPictureOnceWhileNewOnesCome(String sort) {
        for (int i = 0; i < 29; i++) {
            kept.add(0, "image %02d & more".formatted(i), NOW + 1000 * (i % 7), false, 4, i % 4);
        }
        GalleryPage first = page("percentile", "50", "sort", sort);
        assertThat(first.pictures()).hasSize(GalleryPage.MOST);
        assertThat(first.shown()).contains("Pictures 1 to 24 of 29");
        assertThat(first.first()).isEmpty();
        kept.add(0, "aaa", NOW + 60_000, false, 4, 0);
        GalleryPage second = next(first);
        assertThat(second.shown()).contains("Pictures 26 to 30 of 30");
        assertThat(ids(second)).hasSize(5).doesNotContainAnyElementsOf(ids(first));
        assertThat(second.next()).isEmpty();
        assertThat(second.first())
                .hasValueSatisfying(address -> assertThat(address).doesNotContain("after="));
    }

    @Test
    void pageBehindTheLastPictureSaysSo() {
        kept.add(0, "a", NOW, false, 4, 0);
        GalleryPage page = page("percentile", "50", "after", "0.0_0.0_0_z");
        assertThat(page.pictures()).isEmpty();
        assertThat(page.shown()).contains("No picture comes after 1");
        assertThat(page.first()).isPresent();
        assertThat(page.next()).isEmpty();
    }

    @Test
    void labelChooses() {
        kept.add(0, "a", NOW, false, 4, 0).add(0, "b", NOW, false, 4, 1);
        assertThat(page("percentile", "50").labels()).containsExactly("not_blond", "blond");
        assertThat(ids(page("percentile", "50", "label", "blond"))).containsExactly("a", "b");
        assertThat(ids(page("percentile", "50", "label", "not_blond"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "__", "1_2_3_", "NaN_1_2_a", "1..2_1_2_a", "1_2_99999999999999999999_a"})
    void placeThatIsNoneIsTheFirstPage(String after) {
        assertThat(GalleryFilter.of(Map.of("after", after), CountedImages.CANDIDATE)
                        .after())
                .isEmpty();
    }
}
