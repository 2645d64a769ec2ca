/** A table as data, and its writing as text, CSV and Markdown. */
@NullMarked
package io.penumbra.report.table;

import org.jspecify.annotations.NullMarked;
