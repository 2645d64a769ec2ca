/**
 * The JSON of {@code /api/v1}, and the command that asks the gate. Every answer is {@code {"data": …}} or {@code
 * {"error": "…"}}.
 */
@NullMarked
package io.penumbra.rest;

import org.jspecify.annotations.NullMarked;
