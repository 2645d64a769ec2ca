/** The command line: {@link io.penumbra.Main} names the commands, and nothing imports it. */
@NullMarked
package io.penumbra;

import org.jspecify.annotations.NullMarked;
