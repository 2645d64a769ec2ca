/** The whole flow on one machine: an embedded broker, the shipped models, and avatars that are replayed to it. */
@NullMarked
package io.penumbra.demo;

import org.jspecify.annotations.NullMarked;
