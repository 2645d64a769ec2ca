/** What the view says, over HTTP. Every answer is {@code {"data": …}} or {@code {"error": "…"}}. */
@NullMarked
package io.penumbra.console;

import org.jspecify.annotations.NullMarked;
