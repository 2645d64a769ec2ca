/** The drawings of the report: shapes from plain values. It knows neither a study nor how the shapes are written. */
@NullMarked
package io.penumbra.report.chart;

import org.jspecify.annotations.NullMarked;
