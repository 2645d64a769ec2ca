/** Draws faces that stand in for CelebA's images. */
@NullMarked
package io.penumbra.avatar;

import org.jspecify.annotations.NullMarked;
