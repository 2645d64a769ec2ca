/** The command line and the wiring. Everything else is a package of its own, and none of them knows this one. */
@NullMarked
package io.penumbra;

import org.jspecify.annotations.NullMarked;
