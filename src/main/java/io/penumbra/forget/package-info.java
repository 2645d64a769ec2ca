/** Images that are forgotten: what names them, the topic that says so, and what is left of them until when. */
@NullMarked
package io.penumbra.forget;

import org.jspecify.annotations.NullMarked;
