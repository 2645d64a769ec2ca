package io.penumbra.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penumbra.avatar.Avatars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CelebATest {

    private static final String HEADER = "Bald Blond_Hair Male Young \n";
    private static final String PARTITIONS = "000001.jpg 0\n000002.jpg 1\n000003.jpg 2\n";

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectory(folder.resolve("img_align_celeba"));
        attributes("3\n" + HEADER + "000001.jpg -1  1 -1  1\n000002.jpg -1 -1  1 -1\n000003.jpg  1  1  1  1 \n");
        partitions(PARTITIONS);
    }

    private void attributes(String text) throws IOException {
        Files.writeString(folder.resolve("list_attr_celeba.txt"), text);
    }

    private void partitions(String text) throws IOException {
        Files.writeString(folder.resolve("list_eval_partition.txt"), text);
    }

    private void assertFault(String... parts) {
        assertThatThrownBy(() -> CelebA.open(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContainingAll(parts);
    }

    @Test
    void samplesHaveLabelSubgroupsAndPartition() {
        Path images = folder.resolve("img_align_celeba");
        assertThat(CelebA.open(folder).samples())
                .containsExactly(
                        new Sample(
                                "000001",
                                images.resolve("000001.jpg"),
                                "blond",
                                Map.of("sex", "female", "age", "young"),
                                Partition.TRAIN),
                        new Sample(
                                "000002",
                                images.resolve("000002.jpg"),
                                "not_blond",
                                Map.of("sex", "male", "age", "old"),
                                Partition.VALID),
                        new Sample(
                                "000003",
                                images.resolve("000003.jpg"),
                                "blond",
                                Map.of("sex", "male", "age", "young"),
                                Partition.TEST));
    }

    @Test
    void partitionsAreDisjointAndWhole() {
        CelebA celebA = CelebA.open(folder);
        assertThat(celebA.size()).isEqualTo(3);
        assertThat(celebA.size(Partition.ALL)).isEqualTo(3);
        for (Partition partition : celebA.partitions()) {
            assertThat(celebA.size(partition)).isEqualTo(1);
            assertThat(celebA.samples(partition)).extracting(Sample::partition).containsExactly(partition);
        }
    }

    @Test
    void headerMayNameTheImageColumnAndLinesMayEndInCarriageReturns() throws IOException {
        attributes("3 \r\nimage_id\tBald Blond_Hair Male Young\r\n000001.jpg -1 1 -1 1\r\n"
                + "000002.jpg -1 -1 1 -1  \r\n\r\n000003.jpg 1   1 1 1\r\n\r\n");
        partitions(PARTITIONS.replace("\n", " \r\n"));
        assertThat(CelebA.open(folder).samples())
                .extracting(Sample::label)
                .containsExactly("blond", "not_blond", "blond");
    }

    @Test
    void orderOfThePartitionListIsFree() throws IOException {
        partitions("000003.jpg 2\n000001.jpg 0\n000002.jpg 1\n");
        assertThat(CelebA.open(folder).samples()).extracting(Sample::id).containsExactly("000001", "000002", "000003");
    }

    @Test
    void wrongCountNamesBothNumbers() throws IOException {
        attributes("4\n" + HEADER + "000001.jpg 1 1 1 1\n000002.jpg 1 1 1 1\n000003.jpg 1 1 1 1\n");
        assertFault("list_attr_celeba.txt", "line 1", "4", "3");
        attributes(HEADER + "000001.jpg 1 1 1 1\n");
        assertFault("line 1", "expected the number of images", "Blond_Hair");
        attributes("");
        assertFault("has nothing, expected the number of images");
    }

    @Test
    void unknownValuesNameFileLineAndValue() throws IOException {
        attributes("3\n" + HEADER + "000001.jpg 1 1 1 1\n000002.jpg 1 2 1 1\n000003.jpg 1 1 1 1\n");
        assertFault("list_attr_celeba.txt", "line 4", "Blond_Hair", "'2'");
        attributes("3\n" + HEADER + "000001.jpg 1\n");
        assertFault("line 3", "2 words", "header of 4");
    }

    @Test
    void unknownPartitionNamesFileLineAndValue() throws IOException {
        partitions("000001.jpg 0\n000002.jpg 3\n");
        assertFault("list_eval_partition.txt", "line 2", "'3'");
        partitions("000001.jpg\n");
        assertFault("list_eval_partition.txt", "line 1", "1 words");
    }

    @Test
    void imageInOneListOnlyOrTwiceIsNamed() throws IOException {
        partitions("000001.jpg 0\n000002.jpg 1\n");
        assertFault("list_attr_celeba.txt line 5", "000003.jpg", "list_eval_partition.txt");
        partitions(PARTITIONS + "000004.jpg 0\n");
        assertFault("list_eval_partition.txt", "000004.jpg", "list_attr_celeba.txt");
        partitions(PARTITIONS + "000002.jpg 0\n");
        assertFault("line 4", "000002.jpg a second time");
    }

    @Test
    void nameThatLeadsElsewhereIsRefused() throws IOException {
        partitions("../secret.jpg 0\n");
        assertFault("line 1", "../secret.jpg");
    }

    @Test
    void missingAttributeIsNamed() throws IOException {
        attributes("3\nBald Blond_Hair Young\n000001.jpg 1 1 1\n");
        assertFault("line 2", "Male");
    }

    @Test
    void missingListOrFolderIsNamed() throws IOException {
        Files.delete(folder.resolve("list_attr_celeba.txt"));
        assertFault("no list_attr_celeba.txt or list_attr_celeba.csv in");
        Files.delete(folder.resolve("img_align_celeba"));
        assertFault("no folder img_align_celeba in");
    }

    @Test
    void missingImageIsNamedWhenItIsRead() {
        Sample sample = CelebA.open(folder).samples().findFirst().orElseThrow();
        assertThatThrownBy(sample::read)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("000001")
                .hasMessageContaining("img_align_celeba");
    }

    @Test
    void avatarsAreInThisLayout(@TempDir Path drawn) throws IOException {
        Avatars.write(drawn, 7, 1, 20, Split.CELEBA, count -> {});
        CelebA celebA = CelebA.open(drawn);
        assertThat(celebA.size()).isEqualTo(20);
        assertThat(celebA.samples())
                .allSatisfy(sample -> assertThat(sample.read()).isNotEmpty());
    }
}
