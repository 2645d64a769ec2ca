/** Sends a dataset or avatars to the topic of images, with their labels at once or later. */
@NullMarked
package io.penumbra.replay;

import org.jspecify.annotations.NullMarked;
