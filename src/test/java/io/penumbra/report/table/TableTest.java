package io.penumbra.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penumbra.statistics.Interval;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final List<Column> COLUMNS = List.of(
            Column.of("model", "model"),
            Column.of("images", "images"),
            Column.of("change, points", "change"),
            Column.interval("95 % interval", "change"),
            Column.of("published", "published"));

    private static final Table TABLE = new Table(
            "trial",
            "A trial",
            "Of no use.",
            COLUMNS,
            List.of(
                    row("pruned, <95>", 1234, OptionalDouble.of(0.012345), Optional.of(new Interval(-0.001, 0.025))),
                    row("say \"int8\"", 5, OptionalDouble.empty(), Optional.empty())));

    private static List<Value> row(String name, long images, OptionalDouble change, Optional<Interval> interval) {
        return List.of(
                Value.text(name),
                Value.count(images),
                Value.points(change),
                Value.pointsInterval(interval),
                Value.relative(OptionalDouble.empty()));
    }

    @Test
    void csvHoldsNumbersInFullAndEmptyPlacesWhereThereIsNone() {
        assertThat(CsvTable.of(TABLE)).isEqualTo("""
                model,images,change,change_lower,change_upper,published
                "pruned, <95>",1234,0.012345,-0.001,0.025,
                "say ""int8\""",5,,,,
                """.replace("\n", "\r\n"));
    }

    @Test
    void textAlignsNumbersToTheRightAndLeavesOutEmptyColumns() {
        assertThat(TextTable.of(TABLE)).isEqualTo("""
                A trial
                model         images  change, points   95 % interval
                pruned, <95>   1,234           +1.23  -0.10 to +2.50
                say "int8"         5
                Of no use.
                """);
    }

    @Test
    void markdownKeepsItsColumnsWhateverTheNames() {
        var table =
                new Table("t", "T", "n", List.of(Column.of("a|b", "a")), List.of(List.of(Value.text("<i>*x*|y\nz"))));
        assertThat(MarkdownTable.of(table)).isEqualTo("""
                ## T

                | a\\|b |
                | --- |
                | &lt;i>\\*x\\*\\|y z |

                n
                """);
        assertThat(MarkdownTable.of(TABLE)).contains("| --- | ---: | ---: | ---: |");
    }

    @Test
    void columnsInWhichNoRowHasAnythingAreLeftOut() {
        assertThat(TABLE.withoutEmptyColumns().columns())
                .containsExactlyElementsOf(COLUMNS.subList(0, COLUMNS.size() - 1));
    }

    @Test
    void longNoteIsBrokenBetweenWords() {
        var table = new Table("t", "T", "word ".repeat(40).strip(), COLUMNS, List.of());
        assertThat(TextTable.of(table).lines().skip(2)).hasSize(2).allMatch(line -> line.length() <= 110);
    }

    @Test
    void rowOfAnotherShapeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table("t", "T", "", COLUMNS, List.of(List.of(Value.count(1)))))
                .withMessageContaining("a row of table t has 1 values, expected 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table(
                        "t",
                        "T",
                        "",
                        List.of(Column.interval("i", "i")),
                        List.of(List.of(Value.points(OptionalDouble.of(1))))))
                .withMessageContaining("i_lower");
    }
}
