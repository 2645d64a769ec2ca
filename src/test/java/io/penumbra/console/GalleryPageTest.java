package io.penumbra.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import io.penumbra.exemplar.KeptExemplars;
import io.penumbra.exemplar.Ranking;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
                .startsWith("6 of 20 images lie this far apart; 0 are shown.")
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
}
