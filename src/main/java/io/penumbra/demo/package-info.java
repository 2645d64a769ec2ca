/** The whole flow on one machine: a broker inside, the shipped models, and avatars that are replayed to it. */
@NullMarked
package io.penumbra.demo;

import org.jspecify.annotations.NullMarked;
