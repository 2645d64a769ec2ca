/** Sends a dataset or avatars to the images topic, with their labels at once or later. */
@NullMarked
package io.penumbra.replay;

import org.jspecify.annotations.NullMarked;
