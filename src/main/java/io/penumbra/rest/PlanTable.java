package io.penumbra.rest;

import io.penumbra.plan.Phrases;
import io.penumbra.rest.PlanAnswer.Alternative;
import io.penumbra.rest.PlanAnswer.Expected;
import io.penumbra.rest.PlanAnswer.Question;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A plan as text: a table of the open questions, and one of what other settings would save. */
final class PlanTable {
    private static final String NO_VALUE = "–";

    private record WhatIf(Alternative alternative, Expected now) {
        Expected then() {
            return alternative.expected();
        }
    }

    private static final List<TextTable.Column<WhatIf>> WHAT_IFS = List.of(
            TextTable.left("what if", each -> each.alternative().change()),
            TextTable.left("comes to", each -> answer(each.then())),
            TextTable.right(
                    "of stream", each -> count(OptionalLong.of(each.then().streamImages()))),
            TextTable.right("time", each -> time(each.then().seconds())),
            TextTable.right("saves", PlanTable::saves));

    private PlanTable() {}

    static String of(PlanAnswer answer) {
        var text = new StringBuilder();
        if (!answer.questions().isEmpty()) {
            text.append(System.lineSeparator()).append(TextTable.of(columns(answer.questions()), answer.questions()));
        }
        if (!answer.whatIfs().isEmpty()) {
            text.append(System.lineSeparator())
                    .append(TextTable.of(
                            WHAT_IFS,
                            answer.whatIfs().stream()
                                    .map(each -> new WhatIf(each, answer.expected()))
                                    .toList()));
        }
        return text.toString();
    }

    private static List<TextTable.Column<Question>> columns(List<Question> questions) {
        boolean classes = TextTable.isSeveral(questions.stream().map(Question::ofClass));
        return List.of(
                TextTable.left("subgroup", Question::subgroup),
                TextTable.left(
                        "metric", question -> GateTable.shortName(question.metric(), question.ofClass(), classes)),
                TextTable.left("comes to", Question::answer),
                TextTable.right("images", question -> count(question.images())),
                TextTable.right("of stream", question -> count(question.streamImages())),
                TextTable.right("labels", PlanTable::labels),
                TextTable.right("time", question -> time(question.seconds())));
    }

    private static String labels(Question question) {
        long references = question.referencesByClass().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return question.images().isEmpty() ? NO_VALUE : count(OptionalLong.of(question.flipLabels() + references));
    }

    private static String answer(Expected expected) {
        return expected.undecided() == 0 ? expected.answer() : expected.undecided() + " undecided";
    }

    /** Only answers of one kind can be compared. */
    private static String saves(WhatIf each) {
        long images = each.now().streamImages() - each.then().streamImages();
        if (!each.now().answer().equals(each.then().answer())
                || each.now().undecided() != each.then().undecided()
                || images <= 0) {
            return NO_VALUE;
        }
        String saved = Phrases.count(Phrases.rounded(images), "image");
        OptionalLong now = each.now().seconds();
        OptionalLong then = each.then().seconds();
        return now.isPresent() && then.isPresent() && now.getAsLong() > then.getAsLong()
                ? saved + ", " + Phrases.time(Duration.ofSeconds(now.getAsLong() - then.getAsLong()))
                : saved;
    }

    private static String count(OptionalLong number) {
        return number.isPresent() ? String.format(Locale.ROOT, "%,d", Phrases.rounded(number.getAsLong())) : NO_VALUE;
    }

    private static String time(OptionalLong seconds) {
        if (seconds.isEmpty()) {
            return NO_VALUE;
        }
        return seconds.getAsLong() == 0 ? "now" : Phrases.time(Duration.ofSeconds(seconds.getAsLong()));
    }
}
