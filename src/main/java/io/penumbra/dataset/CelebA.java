package io.penumbra.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A folder in the layout in which CelebA is published (Liu et al. 2015):
 * <ul>
 * <li>{@code img_align_celeba/*.jpg}: the images.
 * <li>{@code list_attr_celeba.txt}: the number of images, the attributes' names, then a line of −1 and 1 per image.
 * <li>{@code list_eval_partition.txt}: per image a line with 0 (train), 1 (valid) or 2 (test).
 * </ul>
 *
 * <p>Blond_Hair gives the label {@code blond} or {@code not_blond}, Male gives {@code sex}, and Young gives {@code
 * age}. Both lists are read and checked when the folder is opened. Of each image only its name and a few bits are kept.
 * Immutable.
 */
public final class CelebA {

    private static final String IMAGES = "img_align_celeba";
    private static final String ATTRIBUTES = "list_attr_celeba.txt";
    private static final String PARTITIONS = "list_eval_partition.txt";

    private static final List<String> USED = List.of("Blond_Hair", "Male", "Young");
    private static final int BLOND = 1;
    private static final int MALE = 2;
    private static final int YOUNG = 4;
    private static final int PARTITION_SHIFT = 3;

    /** By the bits male and young. */
    private static final List<Map<String, String>> SUBGROUPS = List.of(
            Map.of("sex", "female", "age", "old"),
            Map.of("sex", "male", "age", "old"),
            Map.of("sex", "female", "age", "young"),
            Map.of("sex", "male", "age", "young"));

    /** The attributes that make subgroups, and their values. */
    public static final Map<String, List<String>> VALUES =
            Map.of("age", List.of("old", "young"), "sex", List.of("female", "male"));

    private final Path images;
    private final String[] names;
    private final byte[] bits;

    private CelebA(Path images, String[] names, byte[] bits) {
        this.images = images;
        this.names = names;
        this.bits = bits;
    }

    /**
     * @throws DatasetException if the folder or a list is missing, or a list is not valid: a wrong count, a name that
     *     comes twice or in one list only, a value that is not allowed. The message names file, line and value.
     */
    public static CelebA open(Path folder) {
        Path images = folder.resolve(IMAGES);
        if (!Files.isDirectory(images)) {
            throw new DatasetException("no folder " + IMAGES + " in " + folder.toAbsolutePath());
        }
        Map<String, Partition> partitions = partitions(folder.resolve(PARTITIONS));
        List<String> names = new ArrayList<>(partitions.size());
        byte[] bits = attributes(folder.resolve(ATTRIBUTES), partitions, names);
        if (!partitions.isEmpty()) {
            throw new DatasetException(folder.resolve(PARTITIONS) + " names "
                    + partitions.keySet().iterator().next() + ", which is missing in " + ATTRIBUTES);
        }
        return new CelebA(images, names.toArray(String[]::new), bits);
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

    /** The images of one partition, in the order of the list of attributes. */
    public Stream<Sample> samples(Partition partition) {
        return indices(partition).mapToObj(this::sample);
    }

    private IntStream indices(Partition partition) {
        return IntStream.range(0, names.length).filter(i -> bits[i] >> PARTITION_SHIFT == partition.ordinal());
    }

    private Sample sample(int index) {
        String name = names[index];
        int dot = name.lastIndexOf('.');
        return new Sample(
                dot > 0 ? name.substring(0, dot) : name,
                images.resolve(name),
                (bits[index] & BLOND) != 0 ? "blond" : "not_blond",
                SUBGROUPS.get((bits[index] & (MALE | YOUNG)) / MALE),
                Partition.values()[bits[index] >> PARTITION_SHIFT]);
    }

    private static Map<String, Partition> partitions(Path path) {
        Map<String, Partition> partitions = new HashMap<>();
        try (ListFile list = new ListFile(path)) {
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

    /** Removes each image that it finds from {@code partitions}. What is left there is missing in this list. */
    private static byte[] attributes(Path path, Map<String, Partition> partitions, List<String> names) {
        byte[] bits = new byte[partitions.size()];
        Set<String> seen = new HashSet<>();
        try (ListFile list = new ListFile(path)) {
            int count = count(list);
            AttributeColumns columns = new AttributeColumns(list, USED);
            for (String[] words = list.next(); words != null; words = list.next()) {
                String name = list.imageName(words[0]);
                if (!seen.add(name)) {
                    throw list.fault("names " + name + " a second time");
                }
                Partition partition = partitions.remove(name);
                if (partition == null) {
                    throw list.fault("names " + name + ", which is missing in " + PARTITIONS);
                }
                bits[names.size()] = (byte) (columns.bits(words) | partition.ordinal() << PARTITION_SHIFT);
                names.add(name);
            }
            if (names.size() != count) {
                throw new DatasetException(
                        path + " line 1 counts " + count + " images, but " + names.size() + " follow");
            }
        }
        return Arrays.copyOf(bits, names.size());
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
