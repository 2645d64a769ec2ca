package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastOperatorTest {
    @ParameterizedTest
    @CsvSource({
        "fair, Gemm",
        "softmax, Softmax",
        "softmax-of-8-bits, Softmax",
        "takes-and-gives-float16, Gemm",
        "one-share, Sigmoid",
        "one-share-in-a-row, Sigmoid",
        "class-index, ArgMax"
    })
    void operatorIsFoundBehindThoseThatChangeTheFormAlone(String name, String operator) {
        assertThat(LastOperator.of(ColourModels.bytes(name), "classes")).isEqualTo(operator);
    }

    @Test
    void whatIsNotThereIsEmpty() {
        byte[] onnx = ColourModels.bytes("fair");
        assertThat(LastOperator.of(onnx, "scores")).isEmpty();
        assertThat(LastOperator.of(onnx, "images")).isEmpty();
        assertThat(LastOperator.of(new byte[0], "classes")).isEmpty();
        for (int length = 1; length < onnx.length; length++) {
            assertThat(LastOperator.of(Arrays.copyOf(onnx, length), "classes")).isIn("", "Gemm");
        }
    }
}
