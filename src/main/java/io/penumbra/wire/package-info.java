/** What crosses Kafka: scores, cells, exemplars and dead letters, as bytes and back. */
@NullMarked
package io.penumbra.wire;

import org.jspecify.annotations.NullMarked;
