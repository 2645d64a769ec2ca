package io.penumbra.fuzz;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Changes protobuf messages field by field, at any depth, so that most results are still messages. */
public final class Messages {
    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            2L,
            -1L,
            127L,
            128L,
            (long) Integer.MAX_VALUE,
            (long) Integer.MIN_VALUE,
            1L << 32,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            253_402_300_799_999L);
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "all",
            "other",
            "sex=male",
            "sex=",
            "=",
            "age=old,sex=male",
            "sex=male,age=old",
            ",",
            "\u202E",
            "\0",
            "x".repeat(300),
            "é",
            "unknown",
            "blond");
    private static final List<Float> FLOATS =
            List.of(0f, 1f, -1f, .5f, 4f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE, -0f);

    /** @param content the bytes behind the tag, without the length of a length-delimited field */
    private record Field(int tag, byte[] content) {
        int type() {
            return WireFormat.getTagWireType(tag);
        }
    }

    private Messages() {}

    /** The message with one to three changes. */
    public static byte[] changed(RandomGenerator random, byte[] message) {
        byte[] changed = message;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            changed = changedOnce(random, changed);
        }
        return changed;
    }

    private static byte[] changedOnce(RandomGenerator random, byte[] message) {
        Optional<List<Field>> parsed = fields(message);
        if (parsed.isEmpty() || parsed.get().isEmpty() || random.nextInt(12) == 0) {
            return Bytes.changed(random, message);
        }
        var fields = new ArrayList<>(parsed.get());
        int one = random.nextInt(fields.size());
        int other = random.nextInt(fields.size());
        switch (random.nextInt(8)) {
            case 0 -> fields.remove(one);
            case 1 -> fields.add(other, fields.get(one));
            case 2 -> fields.set(one, fields.set(other, fields.get(one)));
            case 3 ->
                fields.set(
                        one,
                        new Field(tag(random, fields.get(one)), fields.get(one).content()));
            default -> fields.set(one, new Field(fields.get(one).tag(), content(random, fields.get(one))));
        }
        return bytes(fields);
    }

    /** Another number, or another type. */
    private static int tag(RandomGenerator random, Field field) {
        return random.nextInt(4) == 0
                ? field.tag() & ~7 | random.nextInt(6)
                : random.nextInt(1, 12) << 3 | field.type();
    }

    private static byte[] content(RandomGenerator random, Field field) {
        return switch (field.type()) {
            case WireFormat.WIRETYPE_VARINT -> number(random);
            case WireFormat.WIRETYPE_LENGTH_DELIMITED ->
                switch (random.nextInt(6)) {
                    case 0 -> Bytes.oneOf(random, TEXTS).getBytes(StandardCharsets.UTF_8);
                    case 1 -> packed(random, field.content());
                    case 2 -> number(random);
                    default -> changedOnce(random, field.content());
                };
            default -> Bytes.changed(random, field.content());
        };
    }

    /** One of packed floats changed, or one more. */
    private static byte[] packed(RandomGenerator random, byte[] content) {
        byte[] floats = Arrays.copyOf(content, content.length / 4 * 4 + 4 * random.nextInt(2));
        if (floats.length > 0) {
            ByteBuffer.wrap(floats)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(4 * random.nextInt(floats.length / 4), Bytes.oneOf(random, FLOATS));
        }
        return floats;
    }

    private static byte[] number(RandomGenerator random) {
        long number = random.nextBoolean() ? Bytes.oneOf(random, NUMBERS) : random.nextLong(-5, 300);
        return written(out -> out.writeUInt64NoTag(number));
    }

    /** The fields in their order; empty if the bytes are no message. */
    private static Optional<List<Field>> fields(byte[] message) {
        var fields = new ArrayList<Field>();
        CodedInputStream in = CodedInputStream.newInstance(message);
        try {
            while (!in.isAtEnd()) {
                int tag = in.readTag();
                fields.add(new Field(
                        tag,
                        switch (WireFormat.getTagWireType(tag)) {
                            case WireFormat.WIRETYPE_VARINT -> {
                                long number = in.readRawVarint64();
                                yield written(out -> out.writeUInt64NoTag(number));
                            }
                            case WireFormat.WIRETYPE_LENGTH_DELIMITED -> in.readByteArray();
                            case WireFormat.WIRETYPE_FIXED32 -> in.readRawBytes(4);
                            case WireFormat.WIRETYPE_FIXED64 -> in.readRawBytes(8);
                            default -> throw new IOException("a group");
                        }));
            }
            return Optional.of(fields);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(List<Field> fields) {
        return written(out -> {
            for (Field field : fields) {
                out.writeUInt32NoTag(field.tag());
                if (field.type() == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                    out.writeUInt32NoTag(field.content().length);
                }
                out.writeRawBytes(field.content());
            }
        });
    }

    private interface Writer {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] written(Writer writer) {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writer.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
