/**
 * The offline study as tables: what each compression costs each subgroup, what it saves, and what was published. They
 * are written as text, CSV, Markdown and an HTML page.
 *
 * <p>It has 31 files. Each of the 12 tables is a small file of its own, and what makes them is in no other package.
 */
@NullMarked
package io.penumbra.report;

import org.jspecify.annotations.NullMarked;
