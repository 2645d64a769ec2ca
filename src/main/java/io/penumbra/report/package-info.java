/**
 * The study as tables: what each compression costs whom, beside what it saves and what was published; and their writing as text, CSV,
 * Markdown and a page.
 */
@NullMarked
package io.penumbra.report;

import org.jspecify.annotations.NullMarked;
