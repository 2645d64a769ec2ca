package io.penumbra.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Locale;

/** Where ONNX Runtime computes. */
public enum Provider {
    CPU,
    /** Needs the build with the Maven profile {@code gpu}. */
    CUDA;

    /** Version of ONNX Runtime. */
    public static String version() {
        return environment().getVersion();
    }

    /** One thread a session: the members and parts of a batch run side by side instead, which wastes less on small models. */
    OrtSession.SessionOptions options() {
        try {
            var options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            if (this == CUDA) {
                options.addCUDA();
            }
            return options;
        } catch (OrtException e) {
            throw new ModelLoadException(
                    "ONNX Runtime cannot use " + name().toLowerCase(Locale.ROOT) + ": " + e.getMessage(), e);
        }
    }

    /** ONNX Runtime's, which by itself may tell its maker of its use (seen with 1.29 on Linux): not here. */
    static OrtEnvironment environment() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("cannot switch off ONNX Runtime's telemetry: " + e.getMessage(), e);
        }
        return environment;
    }
}
