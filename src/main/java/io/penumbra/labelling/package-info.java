/** Commands that take the images of the audit to another labelling tool, and bring the labels back. */
@NullMarked
package io.penumbra.labelling;

import org.jspecify.annotations.NullMarked;
