package io.penumbra.model;

import static org.assertj.core.api.Assertions.assertThat;

/** What the operator of a service that does not start gets to read. */
final class OneSentence {
    private OneSentence() {}

    /** The message of a refusal, which has to be one line that names the file. */
    static String about(String file, ModelLoadException refusal) {
        assertThat(refusal).as("refusal").isNotNull();
        String message = refusal.getMessage();
        assertThat(message)
                .contains(file)
                .doesNotContain("\n", "null", "java.", "io.penumbra", "Exception")
                .hasSizeLessThan(500);
        return message;
    }
}
