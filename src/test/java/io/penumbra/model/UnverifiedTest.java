package io.penumbra.model;

import static io.penumbra.model.ColourModels.CLASSES_LINE;
import static io.penumbra.model.ColourModels.INPUT;
import static io.penumbra.model.ColourModels.POSITIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnverifiedTest {
    private static final String TEXT = INPUT + CLASSES_LINE + POSITIVE
            + "baseline: {name: full, members: [{path: fair.onnx}, {path: green-eyed.onnx}, {path: outside.onnx}]}\n"
            + "candidates: [{name: small, members: [" + ColourModels.member("blue-eyed") + "]}]\n";

    @TempDir
    private Path folder;

    @Test
    void fileWithoutADigestIsRefusedWithTheLineToPaste() throws Exception {
        Path file = ColourModels.write(folder, TEXT);
        ModelLoadException refusal = catchThrowableOfType(
                ModelLoadException.class,
                () -> Models.open(file, 1, Provider.CPU).close());
        assertThat(refusal.getMessage().lines()).hasSize(4);
        assertThat(refusal)
                .hasMessageStartingWith(file + " gives no sha256 for 3 members")
                .hasMessageContaining("--unverified (penumbra.scoring.unverified=true)");
        // what it says to paste opens the models
        String pasted = TEXT;
        for (String line : refusal.getMessage().lines().skip(1).toList()) {
            String member = line.replaceFirst("^ *- ", "");
            String path = member.replaceFirst(", sha256.*", "}");
            assertThat(pasted).contains(path);
            pasted = pasted.replace(path, member);
        }
        Files.writeString(file, pasted);
        Models.open(file, 1, Provider.CPU).close();
    }

    @Test
    void operatorMayOpenItUnverified() {
        Models.open(
                        ColourModels.write(folder, TEXT),
                        OpenSettings.of(1, Provider.CPU).unverified(true))
                .close();
    }

    @Test
    void wrongDigestIsRefusedAllTheSame() {
        String text = TEXT.replace("{path: fair.onnx}", "{path: fair.onnx, sha256: 00ff}");
        ModelLoadException refusal = catchThrowableOfType(
                ModelLoadException.class,
                () -> Models.open(
                        ColourModels.write(folder, text),
                        OpenSettings.of(1, Provider.CPU).unverified(true)));
        assertThat(OneSentence.about("fair.onnx", refusal)).contains("expected 00ff");
    }
}
