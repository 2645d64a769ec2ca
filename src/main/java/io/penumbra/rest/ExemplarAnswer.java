package io.penumbra.rest;

import io.penumbra.exemplar.Exemplar;
import io.penumbra.image.Coordinates;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One exemplar.
 *
 * @param subgroup its leaf, the subgroup that names every attribute
 * @param label its true class, if known
 * @param flip whether the modal classes differ
 * @param taxicab distance between the shares of members that predict each class, 0 to 2
 * @param probabilityDistance the same distance between mean probabilities, 0 to 2
 * @param source where the image lies in Kafka; absent if the scorer read it elsewhere
 * @param image the path of the image on this service
 */
public record ExemplarAnswer(
        String id,
        Instant time,
        String subgroup,
        Optional<String> label,
        boolean flip,
        double taxicab,
        double probabilityDistance,
        BallotAnswer baseline,
        BallotAnswer candidate,
        Optional<Coordinates> source,
        Optional<String> image) {

    static ExemplarAnswer of(Exemplar exemplar, List<String> classes) {
        return new ExemplarAnswer(
                exemplar.imageId(),
                Instant.ofEpochMilli(exemplar.timeMs()),
                exemplar.leaf().name(),
                exemplar.label(),
                exemplar.baseline().modal() != exemplar.candidate().modal(),
                exemplar.taxicab(),
                exemplar.ofProbabilities(),
                BallotAnswer.of(exemplar.baseline(), classes),
                BallotAnswer.of(exemplar.candidate(), classes),
                exemplar.source(),
                exemplar.source().map(ExemplarAnswer::path));
    }

    /** The path of the picture that lies there. */
    static String path(Coordinates source) {
        // another scorer's topic may have any name
        String topic = URLEncoder.encode(source.topic(), StandardCharsets.UTF_8).replace("+", "%20");
        return ExemplarsResource.PATH + '/' + topic + '/' + source.partition() + '/' + source.offset() + "/image";
    }
}
