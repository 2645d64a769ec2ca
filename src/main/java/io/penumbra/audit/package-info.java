/** The images that people label so that the gate can answer: flips, and a few references. */
@NullMarked
package io.penumbra.audit;

import org.jspecify.annotations.NullMarked;
