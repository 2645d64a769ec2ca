/** The drawings of the report: shapes from plain values. This package knows no study and no output format. */
@NullMarked
package io.penumbra.report.chart;

import org.jspecify.annotations.NullMarked;
