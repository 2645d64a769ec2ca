package io.penumbra.wire;

import io.penumbra.counts.CountLayout;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recognises cells of another layout, which are ignored. The log says it once. */
final class OtherLayouts {
    private static final Logger LOG = LoggerFactory.getLogger(OtherLayouts.class);

    private final AtomicBoolean told = new AtomicBoolean();

    /** Whether a cell with this layout number is ignored. */
    boolean contain(int layout) {
        if (layout == CountLayout.VERSION) {
            return false;
        }
        if (!told.getAndSet(true)) {
            LOG.warn("cells of layout {} are ignored: this version counts in layout {}", layout, CountLayout.VERSION);
        }
        return true;
    }
}
