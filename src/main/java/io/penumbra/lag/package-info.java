/** How far the readers of this instance are behind the ends of their topics. Knows no client of Kafka. */
@NullMarked
package io.penumbra.lag;

import org.jspecify.annotations.NullMarked;
