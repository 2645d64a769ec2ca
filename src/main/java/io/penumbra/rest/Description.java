package io.penumbra.rest;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/**
 * Adds to the description of REST what all requests have in common: the errors that each may meet, the form of an
 * error, and what a parameter of a name holds.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class Description implements OASFilter {
    private static final String ERROR = "Error";

    /** Sorted, so that two builds write the same document. */
    private static final SortedMap<String, String> OF_ALL = new TreeMap<>(Map.of(
            "400", "The request is wrong; the answer says where",
            "401", "Nobody has signed in, or the password or token does not count",
            "403", "Your roles do not allow it, or a change was asked for from another site",
            "406", "Accept allows no media type of the answer",
            "421", "The request was sent to a host name that penumbra.hosts does not list",
            "500", "The service failed to answer",
            "503", "The view is not ready yet, or too many requests wait already; try again after Retry-After"));

    private static final SortedMap<String, String> WITH_BODY = new TreeMap<>(Map.of(
            "408", "The body did not come in time",
            "413", "The body is too large",
            "415", "The body is not sent as JSON"));

    private static final Map<String, String> EXAMPLES = Map.of(
            "candidate", "pruned-95",
            "model", "pruned-95",
            "topic", "penumbra.images",
            "partition", "0",
            "offset", "0");

    @Override
    public void filterOpenAPI(OpenAPI described) {
        described
                .getComponents()
                .addSchema(
                        ERROR,
                        OASFactory.createSchema()
                                .type(List.of(SchemaType.OBJECT))
                                .addRequired("error")
                                .addProperty(
                                        "error",
                                        OASFactory.createSchema()
                                                .type(List.of(SchemaType.STRING))
                                                .description("One sentence")));
        described
                .getPaths()
                .getPathItems()
                .values()
                .forEach(path -> path.getOperations().values().forEach(Description::describe));
    }

    private static void describe(Operation operation) {
        Optional.ofNullable(operation.getParameters()).orElse(List.of()).forEach(Description::describe);
        APIResponses responses = operation.getResponses();
        add(responses, OF_ALL);
        if (operation.getRequestBody() != null) {
            add(responses, WITH_BODY);
        }
        responses.getAPIResponses().forEach((code, response) -> {
            if (code.compareTo("400") >= 0) {
                response.setContent(OASFactory.createContent()
                        .addMediaType(
                                "application/json",
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(ERROR))));
            }
        });
    }

    private static void describe(Parameter parameter) {
        Schema schema = parameter.getSchema();
        if (schema.getType().contains(SchemaType.STRING)) {
            schema.setMinLength(1);
        }
        String example = EXAMPLES.get(parameter.getName());
        if (example != null && Boolean.TRUE.equals(parameter.getRequired())) {
            parameter.setExample(example);
        }
    }

    private static void add(APIResponses responses, Map<String, String> errors) {
        errors.forEach((code, description) -> {
            if (!responses.hasAPIResponse(code)) {
                responses.addAPIResponse(code, OASFactory.createAPIResponse().description(description));
            }
        });
    }
}
