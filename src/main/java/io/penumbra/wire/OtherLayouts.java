package io.penumbra.wire;

import io.penumbra.counts.CountLayout;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells cells of another layout, which are left out, and says once in the log that there are some. */
final class OtherLayouts {
    private static final Logger LOG = LoggerFactory.getLogger(OtherLayouts.class);

    private final AtomicBoolean told = new AtomicBoolean();

    /** Whether this is the number of another layout than the one that this version counts in. */
    boolean contain(int layout) {
        if (layout == CountLayout.VERSION) {
            return false;
        }
        if (!told.getAndSet(true)) {
            LOG.warn("cells of layout {} are left out: this version counts in layout {}", layout, CountLayout.VERSION);
        }
        return true;
    }
}
