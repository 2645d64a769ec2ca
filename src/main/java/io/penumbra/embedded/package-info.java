/** A complete Kafka in this JVM, one broker that is its own controller: for the demo, the tests and the benchmark. */
@NullMarked
package io.penumbra.embedded;

import org.jspecify.annotations.NullMarked;
