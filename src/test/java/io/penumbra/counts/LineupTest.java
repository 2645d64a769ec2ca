package io.penumbra.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import io.penumbra.wire.Lineups;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineupTest {
    private static final Classes CLASSES = new Classes(List.of("not_blond", "blond"), 1);
    private static final ModelVersion FULL = new ModelVersion("full", "f0", 3);
    private static final ModelVersion PRUNED = new ModelVersion("pruned-95", "p0", 3);

    private final Lineups lineups = new Lineups();

    @Test
    void aModelStandsOnceInALineup() {
        assertThatThrownBy(() -> new Lineup(CLASSES, FULL, List.of(FULL))).hasMessageContaining("full");
        assertThatThrownBy(() -> new Lineup(CLASSES, FULL, List.of(PRUNED, PRUNED)))
                .hasMessageContaining("pruned-95");
    }

    @Test
    void equalLineupsHaveOneId() {
        assertThat(lineups.id(new Lineup(CLASSES, FULL, List.of(PRUNED))))
                .isEqualTo(lineups.id(new Lineup(CLASSES, FULL, List.of(PRUNED))));
    }

    @Test
    void whateverDiffersGivesAnotherId() {
        assertThat(List.of(
                                new Lineup(CLASSES, FULL, List.of(PRUNED)),
                                new Lineup(CLASSES, FULL, List.of()),
                                new Lineup(CLASSES, PRUNED, List.of(FULL)),
                                new Lineup(CLASSES, FULL, List.of(new ModelVersion("pruned-95", "p1", 3))),
                                new Lineup(CLASSES, FULL, List.of(new ModelVersion("pruned-95", "p0", 1))),
                                new Lineup(new Classes(CLASSES.names(), 0), FULL, List.of(PRUNED)),
                                new Lineup(new Classes(List.of("a, b", "c"), 0), FULL, List.of(PRUNED)),
                                new Lineup(new Classes(List.of("a", "b, c"), 0), FULL, List.of(PRUNED)))
                        .stream()
                        .map(lineups::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLineupSurvivesTheWire() throws InvalidProtocolBufferException {
        Lineup lineup = new Lineup(CLASSES, FULL, List.of(PRUNED));
        byte[] wire = new Lineups().wire(lineup);

        assertThat(lineups.read(wire, 0, wire.length)).isEqualTo(lineup);
    }

    @Test
    void recurringBytesGiveTheSameLineup() throws InvalidProtocolBufferException {
        byte[] wire = new Lineups().wire(new Lineup(CLASSES, FULL, List.of(PRUNED)));
        byte[] later = new byte[wire.length + 7];
        System.arraycopy(wire, 0, later, 5, wire.length);

        assertThat(lineups.read(later, 5, 5 + wire.length)).isSameAs(lineups.read(wire, 0, wire.length));
    }

    @Test
    void alternatingLineupsStayThemselves() throws InvalidProtocolBufferException {
        Lineup one = new Lineup(CLASSES, FULL, List.of(PRUNED));
        Lineup two = new Lineup(CLASSES, FULL, List.of());
        byte[] first = new Lineups().wire(one);
        byte[] second = new Lineups().wire(two);

        for (int i = 0; i < 3; i++) {
            assertThat(lineups.read(first, 0, first.length)).isEqualTo(one);
            assertThat(lineups.read(second, 0, second.length)).isEqualTo(two);
        }
    }

    @Test
    void aModelVersionHasANameAndMembers() {
        assertThatThrownBy(() -> new ModelVersion(" ", "d", 1)).hasMessageContaining("name");
        assertThatThrownBy(() -> new ModelVersion("full", "d", 0)).hasMessageContaining("full has 0 members");
    }
}
