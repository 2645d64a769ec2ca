/**
 * Reads {@code models.yaml}, opens the populations of ONNX models that it names, and runs them on batches of images.
 */
@NullMarked
package io.penumbra.model;

import org.jspecify.annotations.NullMarked;
