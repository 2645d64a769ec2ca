package io.penumbra.model;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Locale;

/** Where ONNX Runtime computes. */
public enum Provider {
    CPU(16),
    /** Needs the build with the Maven profile {@code gpu}. */
    CUDA(Integer.MAX_VALUE);

    private final int mostAtOnce;

    Provider(int mostAtOnce) {
        this.mostAtOnce = mostAtOnce;
    }

    /**
     * Most images that a member takes in one run. Each session keeps the memory of its largest run for the next one. On
     * processors, larger runs are no faster and only take more memory.
     */
    int mostAtOnce() {
        return mostAtOnce;
    }

    /** Version of ONNX Runtime. */
    public static String version() {
        return environment().getVersion();
    }

    /**
     * Options with one thread per session: members and parts of a batch run side by side instead, which wastes less on
     * small models.
     */
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

    /**
     * ONNX Runtime's environment, with telemetry off. By default some builds (1.29 on Linux) report their use to the
     * maker.
     */
    static OrtEnvironment environment() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("cannot switch off the telemetry of ONNX Runtime: " + e.getMessage(), e);
        }
        return environment;
    }
}
