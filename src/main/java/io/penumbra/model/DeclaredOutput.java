package io.penumbra.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code logits}, or with the name of one of several outputs {@code {scores: logits}}. */
final class DeclaredOutput extends StdDeserializer<Output> {
    private static final long serialVersionUID = 1;

    DeclaredOutput() {
        super(Output.class);
    }

    @Override
    public Output deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = parser.readValueAsTree();
        Optional<Output> output = node.isObject() && node.size() == 1
                ? node.properties().stream()
                        .findFirst()
                        .flatMap((Map.Entry<String, JsonNode> named) ->
                                output(Optional.of(named.getKey()), named.getValue()))
                : output(Optional.empty(), node);
        return output.orElseThrow(() -> JsonMappingException.from(
                parser,
                "output is " + node + ", expected logits, probabilities or log-probabilities, or one of them with the"
                        + " name of the output such as {scores: logits}"));
    }

    private static Optional<Output> output(Optional<String> name, JsonNode values) {
        return Stream.of(Output.Values.values())
                .filter(each -> values.isTextual() && each.text().equals(values.textValue()))
                .findFirst()
                .map(each -> new Output(name, each));
    }
}
