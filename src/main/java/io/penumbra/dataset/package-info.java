/** Datasets in CelebA's layout, and the avatars that stand in where CelebA itself is not at hand. */
@NullMarked
package io.penumbra.dataset;

import org.jspecify.annotations.NullMarked;
