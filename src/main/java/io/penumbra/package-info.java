/** The command line. {@link io.penumbra.Main} lists the commands. No other package imports this one. */
@NullMarked
package io.penumbra;

import org.jspecify.annotations.NullMarked;
