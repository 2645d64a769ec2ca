/** Draws the faces that stand in where CelebA itself is not at hand. */
@NullMarked
package io.penumbra.avatar;

import org.jspecify.annotations.NullMarked;
