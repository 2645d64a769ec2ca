package io.penumbra.console;

import io.penumbra.verdict.Reference;
import io.penumbra.verdict.References;
import java.util.Optional;

/** Where references are kept, for all instances. */
public interface ReferenceBook {
    /** All of them; empty while they cannot be read. */
    Optional<References> references();

    /**
     * Keeps one in place of what was there of the same origin for its model.
     *
     * @return why not, or empty once it is kept
     */
    Optional<String> keep(Reference reference);

    /**
     * Forgets the one that was put for a model.
     *
     * @return why not, or empty once it is forgotten
     */
    Optional<String> forget(String model);
}
