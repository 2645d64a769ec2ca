package io.penumbra.model;

import static io.penumbra.model.ColourModels.CLASSES_LINE;
import static io.penumbra.model.ColourModels.INPUT;
import static io.penumbra.model.ColourModels.POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExternalDataTest {
    @TempDir
    private Path folder;

    private static Models open(Path file) {
        return Models.open(file, OpenSettings.of(1, Provider.CPU).unverified(true));
    }

    private Path declared(String keys) {
        return ColourModels.write(
                folder,
                INPUT + CLASSES_LINE + POSITIVE + "baseline: {name: full, members: [{path: outside.onnx" + keys
                        + "}]}\n");
    }

    private String refusal(Path file) {
        return OneSentence.about(
                "outside.onnx",
                catchThrowableOfType(ModelLoadException.class, () -> open(file).close()));
    }

    /** The digest as a shell computes it: {@code cat outside.onnx outside.data | sha256sum}. */
    private String digest() throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(Files.readAllBytes(folder.resolve("outside.onnx")));
        both.write(Files.readAllBytes(folder.resolve("outside.data")));
        return ModelFile.sha256(both.toByteArray());
    }

    @Test
    void weightsAreReadFromTheModelsFolderWhateverTheWorkingDirectory() throws Exception {
        try (var models = open(declared(""))) {
            var red = models.buffer(1);
            for (int i = 0; i < 48; i++) {
                red.put(i < 16 ? 1 : 0);
            }
            assertThat(models.predict(red.rewind(), 1).images().get(0).votes()).containsExactly(1, 0, 0);
            Model model = models.models().get(0);
            assertThat(model.files().get(0).sha256()).contains(digest());
            assertThat(model.bytes())
                    .isEqualTo(Files.size(folder.resolve("outside.onnx")) + Files.size(folder.resolve("outside.data")));
        }
    }

    @Test
    void weightsAreInTheDigestAndTheVersion() throws Exception {
        String version;
        String before;
        try (var models = open(declared(""))) {
            version = models.models().get(0).digest();
            before = digest();
        }
        Path data = folder.resolve("outside.data");
        byte[] weights = Files.readAllBytes(data);
        weights[2] ^= 0x40; // one bit of the first weight
        Files.write(data, weights);
        Path file = folder.resolve("models.yaml");
        try (var models = open(file)) {
            assertThat(models.models().get(0).digest()).isNotEqualTo(version);
        }
        assertThat(digest()).isNotEqualTo(before);
        Files.writeString(file, Files.readString(file).replace("outside.onnx", "outside.onnx, sha256: " + before));
        assertThat(refusal(file)).contains("SHA-256 " + digest(), "expected " + before);
    }

    @Test
    void missingWeightsAreNamedWithTheWayToMakeOneFile() throws IOException {
        Path file = declared("");
        Files.delete(folder.resolve("outside.data"));
        assertThat(refusal(file))
                .contains("keeps weights in 'outside.data', which is not beside it", "onnx.save(onnx.load(");
    }

    @ParameterizedTest
    @CsvSource({"../secret.data", "/etc/hostname", "sub/../../secret.data", "''"})
    void weightsOutsideTheFolderAreRefused(String location) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Files.write(folder.resolve("secret.data"), ColourModels.resource("outside.data"));
        Path file = declared("");
        Files.copy(file, inner.resolve("models.yaml"));
        Files.write(inner.resolve("outside.onnx"), named(location));
        assertThat(refusal(inner.resolve("models.yaml"))).contains("expected a file in the folder of the model");
    }

    @Test
    void linkOutOfTheFolderIsRefused() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = declared("");
        Files.copy(file, inner.resolve("models.yaml"));
        Files.write(inner.resolve("outside.onnx"), ColourModels.bytes("outside"));
        Files.createSymbolicLink(inner.resolve("outside.data"), folder.resolve("outside.data"));
        assertThat(refusal(inner.resolve("models.yaml"))).contains("expected a file in the folder of the model");
    }

    @Test
    void fileWithoutExternalDataNamesNone() {
        assertThat(ExternalData.locations(ColourModels.bytes("fair"))).isEmpty();
        assertThat(ExternalData.locations(ColourModels.bytes("endless"))).isEmpty();
        assertThat(ExternalData.locations(ColourModels.bytes("outside"))).containsExactly("outside.data");
    }

    /** A tensor may lie in a constant, in the body of a loop, in a sparse weight or in a function. */
    @Test
    void tensorsAreFoundWhereverTheyLie() {
        byte[] tensor = tensor("w.data");
        byte[] attribute = field(5, tensor);
        byte[] node = field(5, attribute);
        byte[] graph = field(1, node);
        byte[] loop = field(1, field(5, field(6, field(5, tensor("body.data")))));
        assertThat(ExternalData.locations(field(7, graph))).containsExactly("w.data");
        assertThat(ExternalData.locations(field(7, loop))).containsExactly("body.data");
        assertThat(ExternalData.locations(field(7, field(15, field(1, tensor("values.data"))))))
                .containsExactly("values.data");
        assertThat(ExternalData.locations(field(25, field(7, node)))).containsExactly("w.data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>no model</html>", "version https://git-lfs.github.com/spec/v1"})
    void bytesOfNoModelNameNoFile(String text) {
        assertThat(ExternalData.locations(text.getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
    }

    private static byte[] named(String location) {
        return field(7, field(5, tensor(location)));
    }

    private static byte[] tensor(String location) {
        var entry = new ByteArrayOutputStream();
        entry.writeBytes(field(1, "location".getBytes(StandardCharsets.UTF_8)));
        entry.writeBytes(field(2, location.getBytes(StandardCharsets.UTF_8)));
        return field(13, entry.toByteArray());
    }

    /** A field of a message, shorter than 128 bytes. */
    private static byte[] field(int number, byte[] value) {
        var out = new ByteArrayOutputStream();
        int tag = number << 3 | 2;
        if (tag < 128) {
            out.write(tag);
        } else {
            out.write(tag & 127 | 128);
            out.write(tag >> 7);
        }
        out.write(value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }
}
