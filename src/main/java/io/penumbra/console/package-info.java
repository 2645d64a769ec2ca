/**
 * The pages for people. {@link io.penumbra.console.Pages} answers their requests. Each page is a record that says what
 * the page shows, made by a pure function of a snapshot and of what REST answers from too, and a Qute template.
 */
@NullMarked
package io.penumbra.console;

import org.jspecify.annotations.NullMarked;
