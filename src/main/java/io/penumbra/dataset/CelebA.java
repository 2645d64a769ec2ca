package io.penumbra.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder with CelebA (Liu et al. 2015), in one of the layouts of {@link CelebAFolder}:
 * <ul>
 * <li>the images, JPEG or PNG. The lists may name a PNG file by the {@code .jpg} from which it was made.
 * <li>{@code list_attr_celeba.txt}: the number of images, the attributes' names, then a line of −1 (or 0) and 1 per
 *     image. Or {@code list_attr_celeba.csv}: the same without the number.
 * <li>{@code list_eval_partition.txt} or {@code .csv}, which may be missing: per image a line with 0 (train), 1 (valid)
 *     or 2 (test).
 * </ul>
 *
 * <p>Blond_Hair gives the label {@code blond} or {@code not_blond}, Male gives {@code sex}, and Young gives {@code
 * age}. Both lists are read and checked when the folder is opened. Of each image only its name and a few bits are kept.
 * Immutable.
 */
public final class CelebA {

    private static final List<String> USED = List.of("Blond_Hair", "Male", "Young");
    private static final int BLOND = 1;
    private static final int MALE = 2;
    private static final int YOUNG = 4;
    private static final int PARTITION_SHIFT = 3;
    /** The number of images of a list that does not say it. */
    private static final int ANY = -1;

    /** By the bits male and young. */
    private static final List<Map<String, String>> SUBGROUPS = List.of(
            Map.of("sex", "female", "age", "old"),
            Map.of("sex", "male", "age", "old"),
            Map.of("sex", "female", "age", "young"),
            Map.of("sex", "male", "age", "young"));

    /** The attributes that make subgroups, and their values. */
    public static final Map<String, List<String>> VALUES =
            Map.of("age", List.of("old", "young"), "sex", List.of("female", "male"));

    private static final String PNG = ".png";

    private final Path images;
    private final boolean arePngs;
    private final boolean areDivided;
    private final String[] names;
    private final byte[] bits;

    private CelebA(Path images, boolean areDivided, String[] names, byte[] bits) {
        this.images = images;
        this.areDivided = areDivided;
        this.names = names;
        this.bits = bits;
        this.arePngs = names.length > 0
                && !Files.exists(images.resolve(names[0]))
                && Files.exists(images.resolve(stem(names[0]) + PNG));
    }

    /**
     * @throws DatasetException if the folder or a list is missing, or a list is not valid: a wrong count, a name that
     *     comes twice or in one list only, a value that is not allowed. The message names file, line and value.
     */
    public static CelebA open(Path folder) {
        CelebAFolder parts = CelebAFolder.in(folder);
        var names = new ArrayList<String>();
        if (parts.partitions().isEmpty()) {
            byte[] bits = attributes(parts.attributes(), name -> Optional.of(Partition.ALL), "", names);
            return new CelebA(parts.images(), false, names.toArray(String[]::new), bits);
        }
        Path list = parts.partitions().get();
        Map<String, Partition> partitions = partitions(list);
        byte[] bits = attributes(
                parts.attributes(),
                name -> Optional.ofNullable(partitions.remove(name)),
                list.getFileName().toString(),
                names);
        if (!partitions.isEmpty()) {
            throw new DatasetException(list + " names "
                    + partitions.keySet().iterator().next() + ", which is missing in "
                    + parts.attributes().getFileName());
        }
        return new CelebA(parts.images(), true, names.toArray(String[]::new), bits);
    }

    /** The partitions that its images are in: {@link Partition#ALL} alone if there is no list of them. */
    public List<Partition> partitions() {
        return areDivided ? List.of(Partition.TRAIN, Partition.VALID, Partition.TEST) : List.of(Partition.ALL);
    }

    public int size() {
        return names.length;
    }

    public int size(Partition partition) {
        return (int) indices(partition).count();
    }

    /** All images, in the order of the list of attributes. */
    public Stream<Sample> samples() {
        return IntStream.range(0, names.length).mapToObj(this::sample);
    }

    /**
     * The images of one partition, in the order of the list of attributes.
     *
     * @throws DatasetException if there is no list of partitions and it is not {@link Partition#ALL}
     */
    public Stream<Sample> samples(Partition partition) {
        return indices(partition).mapToObj(this::sample);
    }

    private IntStream indices(Partition partition) {
        IntStream all = IntStream.range(0, names.length);
        if (partition == Partition.ALL) {
            return all;
        }
        if (!areDivided) {
            throw new DatasetException("there is no list_eval_partition.txt or .csv beside the images of " + images
                    + ", so they cannot be divided; expected --split all");
        }
        return all.filter(i -> bits[i] >> PARTITION_SHIFT == partition.ordinal());
    }

    private Sample sample(int index) {
        String name = names[index];
        return new Sample(
                stem(name),
                images.resolve(arePngs ? stem(name) + PNG : name),
                (bits[index] & BLOND) != 0 ? "blond" : "not_blond",
                SUBGROUPS.get((bits[index] & (MALE | YOUNG)) / MALE),
                Partition.values()[bits[index] >> PARTITION_SHIFT]);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static Map<String, Partition> partitions(Path path) {
        Map<String, Partition> partitions = new HashMap<>();
        try (ListFile list = new ListFile(path)) {
            if (list.isCsv()) {
                list.next(); // the header
            }
            for (String[] words = list.next(); words != null; words = list.next()) {
                if (words.length != 2) {
                    throw list.fault("has " + words.length + " words, expected an image and its partition");
                }
                Partition partition =
                        switch (words[1]) {
                            case "0" -> Partition.TRAIN;
                            case "1" -> Partition.VALID;
                            case "2" -> Partition.TEST;
                            default -> throw list.fault("has partition '" + words[1] + "', expected 0, 1 or 2");
                        };
                if (partitions.put(list.imageName(words[0]), partition) != null) {
                    throw list.fault("names " + words[0] + " a second time");
                }
            }
        }
        return partitions;
    }

    /**
     * @param partition gives the partition of an image, once; empty if there is none
     * @param partitions the name of its list, for the message
     * @param names receives the images' names
     */
    private static byte[] attributes(
            Path path, Function<String, Optional<Partition>> partition, String partitions, List<String> names) {
        var bits = new ByteArrayOutputStream();
        Set<String> seen = new HashSet<>();
        try (ListFile list = new ListFile(path)) {
            int count = list.isCsv() ? ANY : count(list);
            AttributeColumns columns = new AttributeColumns(list, USED);
            for (String[] words = list.next(); words != null; words = list.next()) {
                String name = list.imageName(words[0]);
                if (!seen.add(name)) {
                    throw list.fault("names " + name + " a second time");
                }
                Partition in = partition
                        .apply(name)
                        .orElseThrow(() -> list.fault("names " + name + ", which is missing in " + partitions));
                bits.write(columns.bits(words) | in.ordinal() << PARTITION_SHIFT);
                names.add(name);
            }
            if (count != ANY && names.size() != count) {
                throw new DatasetException(
                        path + " line 1 counts " + count + " images, but " + names.size() + " follow");
            }
        }
        return bits.toByteArray();
    }

    private static int count(ListFile list) {
        String[] words = list.next();
        if (words == null || words.length != 1 || !words[0].matches("\\d{1,9}")) {
            throw list.fault("has " + (words == null ? "nothing" : "'" + String.join(" ", words) + "'")
                    + ", expected the number of images");
        }
        return Integer.parseInt(words[0]);
    }
}
