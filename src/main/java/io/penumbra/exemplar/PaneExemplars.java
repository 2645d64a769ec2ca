package io.penumbra.exemplar;

import java.util.List;

/** The exemplars of a pane that some window may show among its strongest, the strongest first. */
public record PaneExemplars(ExemplarKey key, List<Exemplar> exemplars) {
    public PaneExemplars {
        exemplars = List.copyOf(exemplars);
    }
}
