/** {@code models.yaml}, the populations of ONNX models it names, and what they say of a batch of images. */
@NullMarked
package io.penumbra.model;

import org.jspecify.annotations.NullMarked;
