/** What a verdict still takes: images, labels and time, and what other settings would save. */
@NullMarked
package io.penumbra.plan;

import org.jspecify.annotations.NullMarked;
