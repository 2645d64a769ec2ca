package io.penumbra.model;

import static io.penumbra.model.ColourModels.CLASSES_LINE;
import static io.penumbra.model.ColourModels.INPUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FixedBatchTest {
    @TempDir
    private Path folder;

    private Optional<String> note(String... names) {
        String text = INPUT + CLASSES_LINE + "baseline: {name: full, members: ["
                + String.join(
                        ", ", Arrays.stream(names).map(ColourModels::member).toList()) + "]}\n";
        Path file = ColourModels.write(folder, text);
        Declaration declaration = Declaration.read(file);
        List<Member> members = Arrays.stream(names)
                .map(name -> Member.open(
                        ModelFile.read(folder.resolve(name + ".onnx")), declaration, Output.LOGITS, Provider.CPU))
                .toList();
        try {
            return FixedBatch.note("full", members);
        } finally {
            members.forEach(Member::close);
        }
    }

    @Test
    void whatAFixedBatchCostsIsSaid() {
        assertThat(note("fair")).isEmpty();
        assertThat(note("takes-1"))
                .contains("model full: " + folder.resolve("takes-1.onnx")
                        + " takes one image a run, so that a batch takes"
                        + " as many runs as it has images; export with a free batch to spare that");
        assertThat(note("fair", "takes-8", "takes-any-gives-8"))
                .contains("model full: " + folder.resolve("takes-8.onnx") + ", as 1 more of its files, takes 8 images a"
                        + " run, and fewer cost as much as 8; export with a free batch to spare that");
    }

    @Test
    void runsOfAFixedBatchAreFilled() {
        Path file = ColourModels.write(
                folder, INPUT + CLASSES_LINE + "baseline: {name: full, members: [{path: takes-8.onnx}]}\n");
        Declaration declaration = Declaration.read(file);
        ModelFile model = ModelFile.read(folder.resolve("takes-8.onnx"));
        try (Member member = Member.open(model, declaration, Output.LOGITS, Provider.CPU)) {
            assertThat(member.filled(1)).isEqualTo(8);
            assertThat(member.filled(16)).isEqualTo(16);
            assertThat(member.filled(17)).isEqualTo(24);
            assertThat(member.oneByOne().filled(17)).isEqualTo(17);
        }
    }
}
