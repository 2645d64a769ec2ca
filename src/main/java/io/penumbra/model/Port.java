package io.penumbra.model;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** An input or an output of an ONNX file: a tensor with a name. Immutable. */
final class Port {
    /** In a shape: any size. */
    static final int FREE = -1;

    private final Path file;
    private final String what;
    private final String name;
    private final OnnxJavaType type;
    private final long[] shape;

    private Port(Path file, String what, String name, TensorInfo tensor) {
        this.file = file;
        this.what = what + " '" + name + "'";
        this.name = name;
        this.type = tensor.type;
        this.shape = tensor.getShape();
    }

    /**
     * @param what input or output
     * @throws ModelLoadException if it is no tensor, or its number of dimensions is not known
     */
    static Port of(Path file, String what, NodeInfo node) {
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw new ModelLoadException(
                    file + " has " + what + " '" + node.getName() + "' that is no tensor, expected one tensor");
        }
        var port = new Port(file, what, node.getName(), tensor);
        if (port.shape.length == 0) {
            throw new ModelLoadException(file + " has " + port.what
                    + " without a shape, expected the number of its dimensions: export it with its shapes");
        }
        return port;
    }

    String name() {
        return name;
    }

    OnnxJavaType type() {
        return type;
    }

    /** Sizes of the dimensions, {@link #FREE} where any size fits; at least one. */
    long[] shape() {
        return shape.clone();
    }

    /** As NumPy calls it. */
    String typeName() {
        return switch (type) {
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            case UNKNOWN -> "an unknown type";
            default -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The refusal of a type. */
    ModelLoadException ofType(String expected) {
        return new ModelLoadException(file + " has " + what + " of " + typeName() + ", expected " + expected);
    }

    /** The refusal of a shape; the hint goes to the end of the sentence. */
    ModelLoadException ofShape(String expected, String hint) {
        return new ModelLoadException(file + " has " + what + " of shape " + Arrays.toString(shape) + ", expected "
                + expected + " (-1: any batch size)" + hint);
    }

    /** A refusal that begins with the file. */
    ModelLoadException refusal(String sentence) {
        return new ModelLoadException(file + " " + sentence);
    }
}
