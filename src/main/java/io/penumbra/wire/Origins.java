package io.penumbra.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.penumbra.image.Coordinates;
import io.penumbra.wire.v1.Source;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the origins of scores by hand, as {@link ScoreReader} reads scores. The topic of the images is the same from
 * score to score, so it is recognised by its bytes. Used by one thread.
 */
final class Origins {
    private static final int TOPIC = Source.TOPIC_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    private static final int PARTITION = Source.PARTITION_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;
    private static final int OFFSET = Source.OFFSET_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_VARINT;

    /** The index of the next byte to read. */
    private int at;

    private byte[] topicWire = {};
    private @Nullable String lastTopic = "";

    // the source of the score that is being read; the topic is null if it cannot be read
    private @Nullable String topic = "";
    private int partition;
    private long offset;

    /** Begins the next score, which has no source yet. */
    void clear() {
        topic = "";
        partition = 0;
        offset = 0;
    }

    /** Merges the field {@code source} at [from, to) into the source that the score gave before. */
    void addSource(byte[] score, int from, int to) {
        try {
            at = from;
            while (at < to) {
                switch (score[at]) {
                    case TOPIC -> {
                        at++;
                        long length = varint(score, to);
                        if (length < 0 || length > to - at) {
                            throw new InvalidProtocolBufferException("the topic of the source ends after its field");
                        }
                        addTopic(score, at, at + (int) length);
                        at += (int) length;
                    }
                    case PARTITION -> {
                        at++;
                        partition = (int) varint(score, to);
                    }
                    case OFFSET -> {
                        at++;
                        offset = varint(score, to);
                    }
                    default -> skip(score, to);
                }
            }
        } catch (IOException e) {
            topic = null;
        }
    }

    private long varint(byte[] score, int to) throws InvalidProtocolBufferException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < to; shift += 7) {
            byte next = score[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new InvalidProtocolBufferException("a number of the source has no end");
    }

    private void skip(byte[] score, int to) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(score, at, to - at);
        if (!in.skipField(in.readTag())) {
            throw new InvalidProtocolBufferException("a group of the source ends without a beginning");
        }
        at += in.getTotalBytesRead();
    }

    private void addTopic(byte[] score, int from, int to) {
        if (!Arrays.equals(topicWire, 0, topicWire.length, score, from, to)) {
            topicWire = Arrays.copyOfRange(score, from, to);
            lastTopic = text(score, from, to);
        }
        topic = topic == null ? null : lastTopic;
    }

    /**
     * Reads the origin of a score whose {@code image_id} lies at [from, to); null if the id or the source cannot be
     * read.
     */
    @Nullable
    Origin read(byte[] score, int from, int to) {
        String imageId = text(score, from, to);
        if (imageId == null || topic == null) {
            return null;
        }
        return new Origin(
                imageId,
                Coordinates.areSome(topic, partition, offset)
                        ? Optional.of(new Coordinates(topic, partition, offset))
                        : Optional.empty());
    }

    private static @Nullable String text(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, UTF_8);
        return text.indexOf('\uFFFD') < 0
                        || ByteString.copyFrom(bytes, from, to - from).isValidUtf8()
                ? text
                : null;
    }
}
