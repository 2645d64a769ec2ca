package io.penumbra.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CelebA as people have it. */
class CelebAFolderTest {
    private static final String TEXT = """
            2
            Bald Blond_Hair Male Young
            000001.jpg -1  1 -1  1
            000002.jpg -1 -1  1 -1
            """;
    private static final String DIVIDED = "000001.jpg 0\n000002.jpg 2\n";
    private static final String CSV = """
            image_id,Bald,Blond_Hair,Male,Young
            000001.jpg,-1,1,-1,1
            000002.jpg,-1,-1,1,-1
            """;
    private static final String DIVIDED_CSV = "image_id,partition\n000001.jpg,0\n000002.jpg,2\n";

    @TempDir
    Path folder;

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void images(String in, String ending) throws IOException {
        write(in + "/000001" + ending, "one");
        write(in + "/000002" + ending, "two");
    }

    /** Both images, each with its own bytes, label, subgroups and partition. */
    private void assertWhole() {
        CelebA celebA = CelebA.open(folder);
        assertThat(celebA.samples()).extracting(Sample::id).containsExactly("000001", "000002");
        assertThat(celebA.samples())
                .extracting(sample -> new String(sample.read(), java.nio.charset.StandardCharsets.UTF_8))
                .containsExactly("one", "two");
        assertThat(celebA.samples()).extracting(Sample::label).containsExactly("blond", "not_blond");
        assertThat(celebA.samples())
                .extracting(Sample::subgroups)
                .containsExactly(Map.of("sex", "female", "age", "young"), Map.of("sex", "male", "age", "old"));
        assertThat(celebA.samples(Partition.TEST)).extracting(Sample::id).containsExactly("000002");
    }

    private void assertFault(String... parts) {
        assertThatThrownBy(() -> CelebA.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void kagglesArchive() throws IOException {
        images("img_align_celeba/img_align_celeba", ".jpg");
        write("list_attr_celeba.csv", CSV);
        write("list_eval_partition.csv", DIVIDED_CSV);
        write("list_bbox_celeba.csv", "image_id,x_1\n");
        assertWhole();
    }

    @Test
    void csvOfZeroAndOne() throws IOException {
        images("img_align_celeba", ".jpg");
        write("list_attr_celeba.csv", CSV.replace("-1", "0").replace("\n", "\r\n"));
        write("list_eval_partition.csv", DIVIDED_CSV);
        assertWhole();
        write("list_attr_celeba.csv", CSV.replaceFirst(",-1,1,-1,", ",-1,0,-1,"));
        assertFault("list_attr_celeba.csv line 2 has Male '-1' below '0'", "expected one of them");
    }

    @Test
    void officialDownload() throws IOException {
        images("Img/img_align_celeba", ".jpg");
        write("Img/img_align_celeba.zip", "");
        write("Anno/list_attr_celeba.txt", TEXT);
        write("Eval/list_eval_partition.txt", DIVIDED);
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(strings = {"img_align_celeba", "Img/img_align_celeba_png", "img_align_celeba_png"})
    void pngFilesBesideListsOfJpegs(String in) throws IOException {
        images(in, ".png");
        write("list_attr_celeba.txt", TEXT);
        write("list_eval_partition.txt", DIVIDED);
        assertWhole();
    }

    @Test
    void byteOrderMark() throws IOException {
        images("img_align_celeba", ".jpg");
        write("list_attr_celeba.txt", "\ufeff" + TEXT);
        write("list_eval_partition.txt", "\ufeff" + DIVIDED);
        assertWhole();
        Files.delete(folder.resolve("list_attr_celeba.txt"));
        write("list_attr_celeba.csv", "\ufeff" + CSV);
        assertWhole();
    }

    @Test
    void noListOfPartitions() throws IOException {
        images("img_align_celeba", ".jpg");
        write("list_attr_celeba.txt", TEXT);
        CelebA celebA = CelebA.open(folder);
        assertThat(celebA.partitions()).containsExactly(Partition.ALL);
        assertThat(celebA.size(Partition.ALL)).isEqualTo(2);
        assertThat(celebA.samples(Partition.ALL)).extracting(Sample::partition).containsOnly(Partition.ALL);
        assertThatThrownBy(() -> celebA.size(Partition.TEST))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll("no list_eval_partition.txt", "expected --split all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive.zip", "Img/img_align_celeba.zip", "Img/img_celeba.7z.001", "celeba.tar.gz"})
    void archiveThatIsNotUnpacked(String archive) throws IOException {
        write(archive, "");
        assertFault("no folder img_align_celeba in", "is an archive that is not unpacked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"train-00000-of-00003.parquet", "data/test-00000-of-00001.parquet"})
    void shardsOfParquet(String shard) throws IOException {
        write(shard, "");
        assertFault("of-0000", "is a Parquet file, expected a folder of JPEG or PNG files");
    }

    @Test
    void csvThatIsNamedText() throws IOException {
        images("img_align_celeba", ".jpg");
        write("list_attr_celeba.txt", CSV);
        assertFault("list_attr_celeba.txt line 1 has commas: is it a CSV file?");
        write("list_attr_celeba.txt", TEXT);
        write("list_eval_partition.txt", DIVIDED_CSV);
        assertFault("list_eval_partition.txt line 1 has commas");
    }

    @Test
    void unknownAttribute() throws IOException {
        images("img_align_celeba", ".jpg");
        write("list_attr_celeba.csv", CSV.replace("Blond_Hair", "Blonde"));
        assertFault("list_attr_celeba.csv line 1 has no attribute Blond_Hair");
    }
}
