package io.penumbra.rest;

import io.penumbra.access.Role;
import io.penumbra.forget.Fate;
import io.penumbra.forget.Forgetting;
import io.penumbra.forget.ImageKey;
import io.penumbra.process.Failure;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/** Forgets images. */
@RolesAllowed(Role.OPERATOR)
@Path("/api/v1/forget")
public class ForgetResource {
    private static final List<String> AT_ONCE = List.of(
            "exemplars and their pictures, on every instance",
            "the audit's images, with their labels and who has them, on every instance",
            "what state stores hold of them, within seconds");

    /**
     * What is to be forgotten.
     *
     * @param ids image ids
     */
    @Schema(additionalProperties = Schema.False.class)
    public record Body(
            @Schema(required = true, minItems = 1, maxItems = Forgetting.MOST) @Nullable
            List<String> ids) {}

    /**
     * What became of a request.
     *
     * @param images the SHA-256 of each id, as the access log has it
     * @param atOnce what is gone now
     * @param later what is left in Kafka, by topic
     */
    public record Forgotten(Instant at, List<String> images, List<String> atOnce, List<Later> later) {}

    /**
     * What is left in a topic. Nobody reaches it through Penumbra.
     *
     * @param goneBy when it is gone at the latest; absent where no setting of the topic says so
     * @param why one sentence
     */
    public record Later(String topic, Optional<Instant> goneBy, String why) {
        static Later of(Fate fate) {
            return new Later(fate.topic(), fate.by(), fate.why());
        }
    }

    private final Forgetting forgetting;

    ForgetResource(Forgetting forgetting) {
        this.forgetting = forgetting;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Blocking
    @Operation(
            summary = "Forgets images by their ids",
            description =
                    "Nobody sees them through Penumbra from now on. The answer says when Kafka has let go of them."
                            + " Counts stay. An id that nobody knows, or that was forgotten before, is no error.")
    @APIResponse(responseCode = "200", description = "What is gone now, and what goes when")
    @APIResponse(responseCode = "400", description = "The body is wrong; the answer says where")
    @APIResponse(responseCode = "503", description = "Kafka does not take it now")
    public Answer<Forgotten> forget(@Nullable Body body) throws InterruptedException {
        if (body == null || body.ids() == null) {
            throw NoAnswer.badRequest("the body has no ids, expected {\"ids\": [\"…\"]}");
        }
        try {
            Forgetting.Done done = forgetting.forget(body.ids());
            return new Answer<>(new Forgotten(
                    done.at(),
                    done.images().stream().map(ImageKey::hex).toList(),
                    AT_ONCE,
                    done.fates().stream().map(Later::of).toList()));
        } catch (IllegalArgumentException e) {
            throw NoAnswer.badRequest(String.valueOf(e.getMessage()));
        } catch (Failure e) {
            throw NoAnswer.unavailable(String.valueOf(e.getMessage()));
        }
    }
}
