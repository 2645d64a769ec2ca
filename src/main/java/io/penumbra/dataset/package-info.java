/** Datasets in the layout in which CelebA is published. */
@NullMarked
package io.penumbra.dataset;

import org.jspecify.annotations.NullMarked;
