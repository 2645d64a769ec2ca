package io.penumbra.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final TopicPartition PARTITION = new TopicPartition("changelog", 2);

    private final List<String> heard = new ArrayList<>();
    private final Restoration restoration = new Restoration(new TallyListener() {
        @Override
        public void restoring(String store, int partition, long remaining) {
            heard.add(store + "-" + partition + " lacks " + remaining);
        }

        @Override
        public void restored(String store, long records) {
            heard.add(store + " took " + records);
        }
    });

    @Test
    void remainderShrinksWithEachBatchAndEndsAtNothing() {
        restoration.onRestoreStart(PARTITION, "cells", 1000, 1500);
        restoration.onBatchRestored(PARTITION, "cells", 1399, 400);
        // the last offset is a marker of a transaction, not a record
        restoration.onBatchRestored(PARTITION, "cells", 1498, 99);
        restoration.onRestoreEnd(PARTITION, "cells", 499);
        assertThat(heard)
                .containsExactly(
                        "cells-2 lacks 500",
                        "cells-2 lacks 100",
                        "cells took 400",
                        "cells-2 lacks 1",
                        "cells took 99",
                        "cells-2 lacks 0");
    }

    @Test
    void storeThatMovesElsewhereIsNotWaitedFor() {
        restoration.onRestoreStart(PARTITION, "cells", 0, 10);
        restoration.onRestoreSuspended(PARTITION, "cells", 4);
        assertThat(heard).endsWith("cells-2 lacks 0");
    }
}
