package io.penumbra.console;

import io.penumbra.exemplar.ImageRead;

/** The images as they were sent. */
public interface Images {
    /** The image at an offset of a topic. Blocks. */
    ImageRead read(String topic, int partition, long offset);
}
