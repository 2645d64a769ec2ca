package io.penumbra.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the parts of CelebA lie in a folder: as torchvision has it, as the official download is named ({@code Anno},
 * {@code Eval}, {@code Img}), or as Kaggle's archive unpacks.
 *
 * @param images the folder of the image files
 * @param attributes the list of attributes
 * @param partitions the list of partitions, if there is one
 */
record CelebAFolder(Path images, Path attributes, Optional<Path> partitions) {
    private static final String IMAGES = "img_align_celeba";
    private static final String ATTRIBUTES = "list_attr_celeba";
    private static final String PARTITIONS = "list_eval_partition";

    /** The first that is there. Kaggle's archive has the folder in a folder of the same name. */
    private static final List<String> IMAGE_FOLDERS =
            List.of(IMAGES + "/" + IMAGES, IMAGES, "Img/" + IMAGES, "Img/" + IMAGES + "_png", IMAGES + "_png");

    private static final List<String> ENDINGS = List.of(".txt", ".csv");
    private static final Pattern ARCHIVE = Pattern.compile("(?i).*\\.(zip|7z|7z\\.\\d+|tar|tgz|gz)");
    private static final Pattern PARQUET = Pattern.compile("(?i).*\\.parquet");

    /** @throws DatasetException if there are no images or no list of attributes; the message says what is there instead */
    static CelebAFolder in(Path folder) {
        Path images = IMAGE_FOLDERS.stream()
                .map(folder::resolve)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow(() -> noImages(folder));
        Path attributes = list(folder, "Anno", ATTRIBUTES)
                .orElseThrow(() -> new DatasetException(
                        "no " + ATTRIBUTES + ".txt or " + ATTRIBUTES + ".csv in " + folder.toAbsolutePath()));
        return new CelebAFolder(images, attributes, list(folder, "Eval", PARTITIONS));
    }

    private static Optional<Path> list(Path folder, String subfolder, String name) {
        return Stream.of(folder, folder.resolve(subfolder))
                .flatMap(in -> ENDINGS.stream().map(ending -> in.resolve(name + ending)))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static DatasetException noImages(Path folder) {
        String none = "no folder " + IMAGES + " in " + folder.toAbsolutePath();
        return Stream.of(folder, folder.resolve("Img"), folder.resolve("data"))
                .flatMap(in -> hint(in).stream())
                .findFirst()
                .map(hint -> new DatasetException(none + ": " + hint))
                .orElseGet(() -> new DatasetException(none));
    }

    private static Optional<String> hint(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            Optional<String> archive =
                    first(names, ARCHIVE).map(name -> name + " is an archive that is not unpacked; unpack it there");
            return archive.or(() -> first(names, PARQUET)
                    .map(name -> name + " is a Parquet file, expected a folder of JPEG or PNG files and its lists"));
        } catch (IOException e) {
            throw new DatasetException("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private static Optional<String> first(List<String> names, Pattern pattern) {
        return names.stream().filter(pattern.asMatchPredicate()).findFirst();
    }
}
