package io.penumbra.report;

import io.penumbra.report.table.Column;
import io.penumbra.report.table.Table;
import io.penumbra.report.table.Value;
import io.penumbra.statistics.ClassRecall;
import io.penumbra.statistics.Welch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Whether a candidate loses more recall on a class than accuracy on all images, class by class. */
final class ClassTable {
    private ClassTable() {}

    static Table of(Study study) {
        var rows = new ArrayList<List<Value>>();
        List<String> classes = study.classes().names();
        for (int m = 1; m < study.models().size(); m++) {
            for (int y = 0; y < classes.size(); y++) {
                rows.add(row(study, study.models().get(m), classes.get(y), y, test(study.members(), m, y)));
            }
        }
        return new Table(
                "classes",
                "Class by class: change of recall beyond the change of accuracy",
                "Each member is one observation: its recall on the class minus its accuracy on all images. "
                        + "Welch's t-test compares the members of the two populations if both have at least "
                        + ClassRecall.LEAST_MEMBERS
                        + " (arXiv 1911.05248). p is two-sided and not corrected for the number of rows. "
                        + "Quantized members are made from the baseline's members, but the test treats them as independent. "
                        + "So it understates their change. "
                        + "With two classes, the two rows of a model say the same.",
                List.of(
                        Column.of("model", "model"),
                        Column.of("class", "class"),
                        Column.of("images", "images"),
                        Column.of("members", "members"),
                        Column.of("recall, baseline", "baseline_recall"),
                        Column.of("recall", "recall"),
                        Column.of("shifted change, points", "shifted_change"),
                        Column.of("t", "t"),
                        Column.of("degrees", "degrees"),
                        Column.of("p", "p")),
                rows);
    }

    private static Optional<ClassRecall> test(MemberTally members, int model, int y) {
        return members.population(0, y)
                .flatMap(baseline ->
                        members.population(model, y).flatMap(candidate -> ClassRecall.test(baseline, candidate)));
    }

    private static List<Value> row(Study study, StudiedModel model, String name, int y, Optional<ClassRecall> test) {
        return List.of(
                Value.text(model.name()),
                Value.text(name),
                Value.count(study.members().support(y)),
                Value.count(model.members()),
                Value.percent(of(test, ClassRecall::baseline)),
                Value.percent(of(test, ClassRecall::candidate)),
                Value.points(of(test.map(ClassRecall::shifted), Welch::difference)),
                Value.decimal(of(test.map(ClassRecall::shifted), Welch::t), 3),
                Value.decimal(of(test.map(ClassRecall::shifted), Welch::degrees), 1),
                Value.decimal(of(test.map(ClassRecall::shifted), Welch::p), 4));
    }

    private static <T> OptionalDouble of(Optional<T> from, ToDoubleFunction<T> figure) {
        return from.stream().mapToDouble(figure).findFirst();
    }
}
