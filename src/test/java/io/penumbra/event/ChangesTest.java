package io.penumbra.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.CountedImages;
import io.penumbra.counts.Snapshot;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = Verdicts.changes();
    private final Map<String, VerdictEvent> last = new HashMap<>();

    private List<VerdictEvent> look(Snapshot snapshot) {
        List<VerdictEvent> found = changes.since(last, snapshot, Verdicts.NOW);
        found.forEach(event -> last.put(event.candidate(), event));
        return found;
    }

    @Test
    void firstVerdictIsAChangeWithoutAPreviousOne() {
        Snapshot snapshot = Verdicts.images(1, true).snapshot();
        assertThat(look(snapshot)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("id-1");
            assertThat(event.time()).isEqualTo(Verdicts.NOW);
            assertThat(event.candidate()).isEqualTo(CountedImages.CANDIDATE);
            assertThat(event.data().verdict()).isEqualTo("inconclusive");
            assertThat(event.data().baselineVersion())
                    .isEqualTo(snapshot.baseline().orElseThrow().version().digest());
            assertThat(event.data().candidateVersion())
                    .isEqualTo(
                            snapshot.candidates().get(CountedImages.CANDIDATE).digest());
            assertThat(event.data().labelled()).isEqualTo(1);
            assertThat(event.data().reasons()).isNotEmpty();
            assertThat(event.data().previous()).isEmpty();
        });
    }

    @Test
    void eventLeadsToThePageOfItsCandidate() {
        Snapshot snapshot = Verdicts.images(1, true).snapshot();
        URI base = URI.create("https://penumbra.example:8443/shadow/");
        var addressed = new Changes(Verdicts.GATE, Verdicts.SOURCE, Optional.of(base), () -> "id");
        assertThat(addressed.since(Map.of(), snapshot, Verdicts.NOW))
                .singleElement()
                .satisfies(event -> assertThat(event.data().url())
                        .contains(URI.create(
                                "https://penumbra.example:8443/shadow/candidates/" + CountedImages.CANDIDATE)));
        var unknown = new Changes(Verdicts.GATE, Verdicts.SOURCE, Optional.empty(), () -> "id");
        assertThat(unknown.since(Map.of(), snapshot, Verdicts.NOW))
                .singleElement()
                .satisfies(event -> assertThat(event.data().url()).isEmpty());
    }

    @Test
    void moreImagesWithTheSameVerdictAreNoChange() {
        assertThat(look(Verdicts.images(1, true).snapshot())).hasSize(1);
        assertThat(look(Verdicts.images(3, true).snapshot())).isEmpty();
    }

    @Test
    void eachChangeNamesTheOneBefore() {
        look(Verdicts.images(1, true).snapshot());
        assertThat(look(Verdicts.images(60, true).snapshot())).singleElement().satisfies(event -> {
            assertThat(event.data().verdict()).isEqualTo("pass");
            VerdictData.Previous previous = event.data().previous().orElseThrow();
            assertThat(previous.id()).isEqualTo("id-1");
            assertThat(previous.verdict()).isEqualTo("inconclusive");
            assertThat(previous.time()).isEqualTo(Verdicts.NOW);
        });
        assertThat(look(Verdicts.images(60, false).snapshot())).singleElement().satisfies(event -> {
            assertThat(event.data().verdict()).isEqualTo("fail");
            assertThat(event.data().previous().orElseThrow().verdict()).isEqualTo("pass");
        });
    }

    @Test
    void sameVerdictOnAnotherVersionIsAChange() {
        Snapshot snapshot = Verdicts.images(1, true).snapshot();
        VerdictEvent before = Verdicts.event("other", CountedImages.CANDIDATE, "inconclusive");
        last.put(CountedImages.CANDIDATE, before);
        assertThat(look(snapshot))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.data().previous().orElseThrow().candidateVersion())
                        .isEqualTo(before.data().candidateVersion())
                        .isNotEqualTo(event.data().candidateVersion()));
    }

    @Test
    void streamWithoutAnImageHasNoVerdict() {
        assertThat(look(new CountedImages(1).snapshot())).isEmpty();
    }
}
