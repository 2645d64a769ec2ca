/** A whole Kafka, one broker that is its own controller, in this JVM: for the demo, for tests and for the benchmark. */
@NullMarked
package io.penumbra.embedded;

import org.jspecify.annotations.NullMarked;
