package io.penumbra.model;

import io.penumbra.process.Failure;
import io.penumbra.process.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The models that ship for the demo, unpacked to files, because {@code models.yaml} names files. */
public final class ShippedModels implements AutoCloseable {
    private static final String RESOURCES = "/demo/";
    private static final String MODELS = "models.yaml";

    private final TemporaryFolder folder = new TemporaryFolder("penumbra-models-");

    private ShippedModels() {}

    public static ShippedModels unpack() {
        var models = new ShippedModels();
        try {
            models.copy(MODELS);
            for (Declaration.Population population :
                    Declaration.read(models.file()).models()) {
                for (Declaration.Member member : population.members()) {
                    models.copy(member.path());
                }
            }
            return models;
        } catch (IOException e) {
            models.close();
            throw new Failure("cannot unpack the demo's models: " + e.getMessage(), e);
        }
    }

    private void copy(String file) throws IOException {
        try (InputStream in = ShippedModels.class.getResourceAsStream(RESOURCES + file)) {
            if (in == null) {
                throw new IOException("resource " + RESOURCES + file + " is missing");
            }
            Files.copy(in, folder.path().resolve(file));
        }
    }

    /** The file {@code models.yaml}. */
    public Path file() {
        return folder.path().resolve(MODELS);
    }

    @Override
    public void close() {
        folder.close();
    }
}
