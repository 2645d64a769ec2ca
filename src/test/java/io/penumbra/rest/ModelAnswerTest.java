package io.penumbra.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.penumbra.counts.ModelVersion;
import io.penumbra.model.Declaration;
import io.penumbra.model.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelAnswerTest {
    private static final Optional<Declaration.Evaluation> EVALUATION =
            Optional.of(new Declaration.Evaluation("avatars", "test", 2364));
    private static final Model OPEN = new Model(
            "pruned-95",
            "00ff",
            Map.of("pruning", 0.95),
            2,
            List.of(
                    member("pruned-95-0.onnx", 112_874, 52_383, 0.95),
                    member("pruned-95-1.onnx", 112_034, 52_000, 0.96)),
            EVALUATION);

    private static Declaration.Member member(String path, long bytes, long deflatedBytes, double accuracy) {
        return new Declaration.Member(
                path,
                Optional.of("0f"),
                OptionalLong.of(bytes),
                OptionalLong.of(deflatedBytes),
                OptionalLong.of(175_282),
                OptionalLong.of(9336),
                OptionalDouble.of(accuracy),
                Optional.empty());
    }

    @Test
    void versionThatIsOpenHereTellsWhatItsCompressionBuys() {
        ModelAnswer answer = ModelAnswer.of(new ModelVersion("pruned-95", "00ff", 2), List.of(OPEN));
        assertThat(answer.compression()).isEqualTo(Map.of("pruning", 0.95));
        assertThat(answer.bytes()).hasValue(224_908);
        assertThat(answer.deflatedBytes()).hasValue(104_383);
        assertThat(answer.accuracy()).hasValue(0.955);
        assertThat(answer.evaluation()).isEqualTo(EVALUATION);
        assertThat(answer.files()).isEqualTo(OPEN.files());
    }

    @Test
    void versionOfAnotherInstanceTellsItsNameAlone() {
        ModelAnswer answer = ModelAnswer.of(new ModelVersion("pruned-95", "00fe", 2), List.of(OPEN));
        assertThat(answer)
                .isEqualTo(new ModelAnswer(
                        "pruned-95",
                        "00fe",
                        2,
                        Map.of(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        List.of()));
    }
}
