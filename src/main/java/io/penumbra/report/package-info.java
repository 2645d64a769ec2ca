/**
 * The offline study as tables: what each compression costs each subgroup, what it saves, and what was published. They
 * are written as text, CSV, Markdown and an HTML page.
 */
@NullMarked
package io.penumbra.report;

import org.jspecify.annotations.NullMarked;
