package io.penumbra.tally;

import java.util.Map;
import java.util.Optional;

/** The topic of references as an instance knows it. What the records say is not the tally's business. */
public interface ReferenceRecords {
    /** The last value of each key; empty while they cannot be read. */
    Optional<Map<String, byte[]>> references();
}
