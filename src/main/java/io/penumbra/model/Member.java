package io.penumbra.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** One open ONNX file. Any number of threads may run it at once. */
final class Member implements AutoCloseable {
    /** The folder of the files in which a model keeps weights; without it ONNX Runtime takes the working directory. */
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    private final ModelFile.Facts file;
    private final OrtSession session;
    private final MemberInput input;
    private final MemberOutput output;
    /** Number of images of a run, or {@link Port#FREE}. */
    private final int batch;

    private Member(ModelFile.Facts file, OrtSession session, MemberInput input, MemberOutput output, int batch) {
        this.file = file;
        this.session = session;
        this.input = input;
        this.output = output;
        this.batch = batch;
    }

    /**
     * Opens a file and checks its input and output.
     *
     * @param file a file that is what {@code models.yaml} says
     * @param output what {@code models.yaml} says of its output
     * @throws ModelLoadException if the file cannot be opened
     */
    static Member open(ModelFile file, Declaration declaration, Output output, Provider provider) {
        OrtSession session;
        try (OrtSession.SessionOptions options = provider.options()) {
            options.addConfigEntry(WEIGHTS_FOLDER, file.folder().toString());
            session = Provider.environment().createSession(file.graph(), options);
        } catch (OrtException e) {
            throw new ModelLoadException(
                    NoModel.found(file.graph())
                            .map(found -> file.path() + " " + found)
                            .orElse("cannot open " + file.path() + ": " + e.getMessage()),
                    e);
        }
        try {
            MemberInput in = MemberInput.of(file.path(), session.getInputInfo(), declaration.input());
            MemberOutput out = MemberOutput.of(
                    file,
                    session.getOutputInfo(),
                    output,
                    in,
                    declaration.classes().size(),
                    declaration.positiveIndex());
            return new Member(file.facts(), session, in, out, Math.max(in.batch(), out.batch()));
        } catch (OrtException e) {
            close(file.path(), session);
            throw new ModelLoadException("cannot read the shapes of " + file.path() + ": " + e.getMessage(), e);
        } catch (ModelLoadException e) {
            close(file.path(), session);
            throw e;
        }
    }

    /** The same open file, run on one image at a time. */
    Member oneByOne() {
        return new Member(file, session, input, output, 1);
    }

    /** Number of images that every run takes; empty if a run takes any number. */
    OptionalInt batch() {
        return batch == Port.FREE ? OptionalInt.empty() : OptionalInt.of(batch);
    }

    /** The least number of images, at least {@code images}, that fills all runs. */
    int filled(int images) {
        return batch == Port.FREE ? images : (images + batch - 1) / batch * batch;
    }

    /**
     * Runs a batch. A file with a fixed number of images runs several times; the last run is filled up with the last
     * image.
     *
     * @param images direct, from its position {@code n} images in the input format
     * @param options through which the run can be ended
     * @return the output, {@code n} × classes floats
     * @throws RunFailure if the output has another length
     */
    float[] run(FloatBuffer images, int n, OrtSession.RunOptions options) throws OrtException {
        if (batch == Port.FREE || batch == n) {
            return once(images, n, options);
        }
        int classes = output.classes();
        float[] values = new float[n * classes];
        for (int from = 0; from < n; from += batch) {
            int own = Math.min(batch, n - from);
            float[] some = once(own == batch ? part(images, from) : lastPart(images, from, own), batch, options);
            System.arraycopy(some, 0, values, from * classes, own * classes);
        }
        return values;
    }

    private float[] once(FloatBuffer images, int n, OrtSession.RunOptions options) throws OrtException {
        try (var tensor = input.tensor(images, n);
                var result = session.run(Map.of(input.name(), tensor), Set.of(output.name()), options)) {
            return output.read((OnnxTensor) result.get(0), n);
        }
    }

    private FloatBuffer part(FloatBuffer images, int from) {
        int length = input.format().length();
        return images.slice(images.position() + from * length, batch * length);
    }

    /** The {@code own} images that are left, and copies of the last one. */
    private FloatBuffer lastPart(FloatBuffer images, int from, int own) {
        int length = input.format().length();
        FloatBuffer filled = ByteBuffer.allocateDirect(Math.multiplyExact(batch * length, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < batch; i++) {
            int at = images.position() + (from + Math.min(i, own - 1)) * length;
            filled.put(i * length, images, at, length);
        }
        return filled;
    }

    MemberOutput output() {
        return output;
    }

    String sha256() {
        return file.sha256();
    }

    /** What {@code models.yaml} says of the file, with the digest and the size that were found. */
    Declaration.Member found(Declaration.Member said) {
        return new Declaration.Member(
                said.path(),
                Optional.of(file.sha256()),
                OptionalLong.of(file.bytes()),
                said.deflatedBytes(),
                said.parameters(),
                said.nonZero(),
                said.accuracy(),
                said.output());
    }

    Path file() {
        return file.path();
    }

    @Override
    public void close() {
        close(file.path(), session);
    }

    private static void close(Path file, OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
