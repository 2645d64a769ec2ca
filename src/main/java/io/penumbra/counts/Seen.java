package io.penumbra.counts;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * When something was seen. Of two versions seen in the same pane, the one that began later is newer.
 *
 * @param cells the number of cells that hold it
 * @param firstMs event time of the first image, milliseconds since the epoch
 * @param lastMs event time of the last image, milliseconds since the epoch
 */
public record Seen(int cells, long firstMs, long lastMs) {
    static final Comparator<Seen> LATEST =
            Comparator.<Seen, Pane>comparing(seen -> Pane.at(seen.lastMs)).thenComparing(Seen::firstMs);

    static Seen of(Cell cell) {
        return new Seen(1, cell.firstMs(), cell.lastMs());
    }

    Seen plus(Seen other) {
        return new Seen(cells + other.cells, Math.min(firstMs, other.firstMs), Math.max(lastMs, other.lastMs));
    }

    /**
     * One cell less, or null if that was the last one. The times stay, because the cell that took the images over has
     * them too.
     */
    @Nullable
    Seen less() {
        return cells == 1 ? null : new Seen(cells - 1, firstMs, lastMs);
    }
}
