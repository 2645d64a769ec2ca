package io.penumbra.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penumbra.counts.Classes;
import io.penumbra.counts.CountedImages;
import io.penumbra.counts.HairImages;
import io.penumbra.counts.Subgroup;
import io.penumbra.counts.Window;
import io.penumbra.report.table.Table;
import io.penumbra.verdict.GuardedMetric;
import io.penumbra.verdict.Rate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** 200 women of whom the candidate gets all as right as the baseline, and 100 men of whom it takes ten more for blond. */
class TablesTest {
    private static final Subgroup MEN = new Subgroup("sex=male");

    private final Refusals refusals = new Refusals();

    private static StudiedModel model(String name, Map<String, Object> compression) {
        return new StudiedModel(name, compression, 1, 1000, OptionalLong.of(900), OptionalLong.empty(), 2e6);
    }

    private Study study() {
        var images = new CountedImages(1);
        for (int i = 0; i < 150; i++) {
            images.add(60_000, "female", "not_blond", 0, 0);
        }
        for (int i = 0; i < 50; i++) {
            images.add(60_000, "female", "blond", i < 5 ? 0 : 1, i < 5 ? 0 : 1);
        }
        for (int i = 0; i < 100; i++) {
            images.add(60_000, "male", "not_blond", i < 4 ? 1 : 0, i < 14 ? 1 : 0);
        }
        var members = new MemberTally(List.of(1, 1), 2);
        return new Study(
                "a trial",
                images.snapshot().window(Window.VERSION),
                List.of(model("full", Map.of()), model(CountedImages.CANDIDATE, Map.of("pruning", 0.95))),
                members,
                refusals,
                List.of(new PicturedExemplar(
                        "000007",
                        "not_blond",
                        "sex=male",
                        CountedImages.CANDIDATE,
                        2,
                        1.5,
                        List.of(
                                new Opinion("full", "not_blond", 1, 1, 0.9),
                                new Opinion(CountedImages.CANDIDATE, "blond", 1, 1, 0.85)),
                        "data:image/jpeg;base64,AAAA")),
                List.of(new Holding("train", "blond", "male", 3), new Holding("train", "not_blond", "male", 97)),
                100);
    }

    /** 1000 images of each of three classes. The candidate takes 40 brown men for black. */
    private static Study hair(Classes classes) {
        var images = new HairImages(classes)
                .add(1000, 0, 0, 0)
                .add(960, 1, 1, 1)
                .add(40, 1, 1, 0)
                .add(1000, 2, 2, 2);
        return new Study(
                "a trial",
                images.snapshot().window(Window.VERSION),
                List.of(model("full", Map.of()), model(HairImages.CANDIDATE, Map.of())),
                new MemberTally(List.of(1, 1), 3),
                new Refusals(),
                List.of(),
                List.of(),
                100);
    }

    @Test
    void eachGuardedClassHasItsRows() {
        Study study = hair(new Classes(HairImages.CLASSES, OptionalInt.empty(), List.of(0, 1)));

        Table table = ChangeTable.of(study, GuardedMetric.FALSE_POSITIVE_RATE);
        assertThat(rows(table).stream()
                        .map(row -> row.get("class") + " " + row.get("subgroup") + " " + row.get("model")))
                .containsExactly(
                        "black all full",
                        "black all pruned",
                        "black sex=male full",
                        "black sex=male pruned",
                        "brown all full",
                        "brown all pruned",
                        "brown sex=male full",
                        "brown sex=male pruned");
        Map<String, String> black = rows(table).get(1);
        assertThat(Double.parseDouble(black.get("change"))).isCloseTo(40 / 2000.0, within(1e-12));
        assertThat(Double.parseDouble(black.get("change_lower"))).isPositive();
        assertThat(rows(HarmTable.of(study)).stream()
                        .filter(row -> row.get("subgroup").equals("sex=male"))
                        .map(row -> row.get("metric")))
                .containsExactly("error", "FPR black", "FNR brown");
        assertThat(rows(CostTable.of(study)).get(1)).containsEntry("fpr_worst_subgroup", "sex=male, black");
        assertThat(Figures.of(study, "false-positive-rate")).isPresent();
    }

    @Test
    void withoutAGuardedOrPositiveClassTheErrorIsLeft() {
        Study study = hair(new Classes(HairImages.CLASSES, OptionalInt.empty(), List.of()));

        assertThat(Tables.of(study).stream().map(Table::name))
                .contains("error")
                .doesNotContain("false-positive-rate", "false-negative-rate", "bias-amplification");
        assertThat(rows(CostTable.of(study)).get(1)).containsEntry("fpr_worst_subgroup", "");
    }

    /** The rows of a table by the first values, each by the keys of its columns. */
    private static List<Map<String, String>> rows(Table table) {
        return table.rows().stream()
                .map(row -> {
                    Map<String, String> named = new HashMap<>();
                    for (int i = 0; i < row.size(); i++) {
                        for (int k = 0; k < table.columns().get(i).keys().size(); k++) {
                            named.put(
                                    table.columns().get(i).keys().get(k),
                                    row.get(i).exact().get(k));
                        }
                    }
                    return named;
                })
                .toList();
    }

    private static Map<String, String> row(Table table, String subgroup, String model) {
        return rows(table).stream()
                .filter(row ->
                        row.get("subgroup").equals(subgroup) && row.get("model").equals(model))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void falsePositivesOfTheCandidateAreSetBesideThoseOfTheBaselineAndThePublished() {
        Table table = ChangeTable.of(study(), GuardedMetric.FALSE_POSITIVE_RATE);
        assertThat(table.rows()).hasSize(6);
        assertThat(row(table, "sex=male", "full"))
                .containsEntry("images", "100")
                .containsEntry("denominator", "100")
                .containsEntry("wrong", "4.0")
                .containsEntry("ratio", "0.04")
                .containsEntry("change", "")
                .containsEntry("change_lower", "");
        Map<String, String> men = row(table, "sex=male", CountedImages.CANDIDATE);
        assertThat(men).containsEntry("ratio", "0.14").containsEntry("published_relative_percent", "49.54");
        assertThat(Double.parseDouble(men.get("change"))).isEqualTo(0.14 - 0.04);
        assertThat(Double.parseDouble(men.get("relative_percent"))).isBetween(249.999, 250.001);
        assertThat(Double.parseDouble(men.get("change_lower"))).isBetween(0.03, 0.05);
        assertThat(row(table, "all", CountedImages.CANDIDATE))
                .containsEntry("denominator", "250")
                .containsEntry("published_relative_percent", "12.72");
    }

    /** Each model is certain of all that it says, so its calibration error is its error. */
    @Test
    void behaviourOfEachModelIsShown() {
        Table table = BehaviourTable.of(study());
        assertThat(table.rows()).hasSize(6);
        assertThat(row(table, "sex=male", "full"))
                .containsEntry("labelled", "100")
                .containsEntry("calibration_error", "0.04")
                .containsEntry("calibration_error_change", "")
                .containsEntry("uncertain", "0.0")
                .containsEntry("regressions", "");
        Map<String, String> men = row(table, "sex=male", CountedImages.CANDIDATE);
        assertThat(men)
                .containsEntry("calibration_error", "0.14")
                .containsEntry("regressions", "10")
                .containsEntry("regression_confidence", "1.0")
                .containsEntry("sure_regressions", "10")
                .containsEntry("fixes", "0")
                .containsEntry("fix_confidence", "")
                .containsEntry("sure_fixes", "0");
        assertThat(Double.parseDouble(men.get("calibration_error_change"))).isCloseTo(0.1, within(1e-12));
    }

    /** No man is blond; 4 of the 49 whom the baseline takes for blond are men, and 14 of the candidate's 59. */
    @Test
    void biasAmplificationOfBothModelsIsShown() {
        Table table = BiasTable.of(study());
        Map<String, String> men = rows(table).stream()
                .filter(row -> row.get("subgroup").equals("sex=male"))
                .findFirst()
                .orElseThrow();
        assertThat(table.rows()).hasSize(2);
        assertThat(men)
                .containsEntry("class", "blond")
                .containsEntry("images", "0")
                .containsEntry("share", "0.0");
        assertThat(Double.parseDouble(men.get("baseline_bias_amplification"))).isCloseTo(4 / 49.0, within(1e-12));
        assertThat(Double.parseDouble(men.get("candidate_bias_amplification"))).isCloseTo(14 / 59.0, within(1e-12));
        assertThat(Double.parseDouble(men.get("change"))).isCloseTo(14 / 59.0 - 4 / 49.0, within(1e-12));
    }

    @Test
    void metricWithoutADenominatorHasNoValue() {
        assertThat(row(ChangeTable.of(study(), GuardedMetric.FALSE_NEGATIVE_RATE), "sex=male", CountedImages.CANDIDATE))
                .containsEntry("denominator", "0")
                .containsEntry("ratio", "")
                .containsEntry("change", "")
                .containsEntry("change_upper", "");
    }

    @Test
    void harmIsListedWhereTheIntervalLeavesOut0() {
        Table table = HarmTable.of(study());
        assertThat(rows(table))
                .extracting(row -> row.get("metric") + " " + row.get("subgroup"))
                .containsExactly("error all", "error sex=male", "FPR all", "FPR sex=male");
        // of the false negatives of men there is none
        assertThat(table.note()).startsWith("Of 8 intervals, 4 are above 0 (for the worse)");
    }

    @Test
    void worstSubgroupIsTheOneOfTheLargestChange() {
        assertThat(study().worst(Rate.ERROR, study().candidates().get(0))).contains(MEN);
        assertThat(rows(CostTable.of(study())).get(1))
                .containsEntry("compression", "pruning 0.95")
                .containsEntry("bytes", "1000")
                .containsEntry("deflated_bytes", "900")
                .containsEntry("milliseconds_per_image", "2.0")
                .containsEntry("error_worst_subgroup", "sex=male")
                .containsEntry("fpr_worst_subgroup", "sex=male");
    }

    @Test
    void publishedFiguresStandBesideOurs() {
        List<Map<String, String>> rows = rows(PublishedTable.of(study()));
        assertThat(rows.get(2))
                .containsEntry("figure", "relative change of FPR, sex=male")
                .containsEntry("model", CountedImages.CANDIDATE)
                .containsEntry("published", "49.54");
        assertThat(Double.parseDouble(rows.get(2).get("ours"))).isBetween(249.999, 250.001);
        assertThat(rows.get(3)).containsEntry("published", "0.9476").containsEntry("ours", "0.97");
        assertThat(rows.get(6)).containsEntry("published", "0.4343").containsEntry("ours", "0.0");
    }

    @Test
    void shareOfTheDatasetIsThatOfItsSplit() {
        assertThat(rows(HoldingTable.of(study())).get(0))
                .containsEntry("images", "3")
                .containsEntry("share", "0.03")
                .containsEntry("celeba_images", "1387");
    }

    @Test
    void exemplarShowsWhatTheFarthestCandidateSays() {
        assertThat(rows(ExemplarTable.of(study())))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("image", "000007")
                        .containsEntry("baseline_class", "not_blond")
                        .containsEntry("candidate_class", "blond")
                        .containsEntry("candidate_votes", "1 of 1")
                        .containsEntry("candidate_probability", "0.85")
                        .containsEntry("taxicab_distance", "2.0"));
    }

    @Test
    void imagesThatTheCandidateMovesAreCounted() {
        assertThat(rows(ExemplarCountTable.of(study())))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsEntry("images", "300")
                        .containsEntry("modal_exemplars", "10")
                        .containsEntry("apart", "10")
                        .containsEntry("opposite", "10"));
    }

    @Test
    void accuracyOnTheExemplarsIsThatOfTheImagesFarthestApart() {
        List<Map<String, String>> rows = rows(AccuracyTable.of(study()));
        assertThat(rows)
                .extracting(row -> row.get("percent"))
                .containsExactly(
                        "all",
                        "1 %",
                        "all but 1 %",
                        "5 %",
                        "all but 5 %",
                        "10 %",
                        "all but 10 %",
                        "20 %",
                        "all but 20 %",
                        "50 %",
                        "all but 50 %");
        assertThat(rows.get(0))
                .containsEntry("images", "300")
                .containsEntry("baseline_accuracy", "0.97")
                .containsEntry("published_candidate_accuracy", "0.9339");
        // ten images are equally far apart, and are taken whole
        assertThat(rows.get(1))
                .containsEntry("images", "10")
                .containsEntry("baseline_accuracy", "1.0")
                .containsEntry("candidate_accuracy", "0.0")
                .containsEntry("change", "-1.0")
                .containsEntry("published_baseline_accuracy", "0.5535");
        assertThat(rows.get(2))
                .containsEntry("images", "290")
                .containsEntry("baseline_accuracy", Double.toString(281 / 290.0))
                .containsEntry("candidate_accuracy", Double.toString(281 / 290.0));
        assertThat(rows.get(3)).containsEntry("images", "300");
        assertThat(rows.get(4)).containsEntry("images", "0").containsEntry("baseline_accuracy", "");
    }

    @Test
    void subgroupThatMakesMoreOfTheExemplarsIsOverRepresented() {
        List<Map<String, String>> rows = rows(RepresentationTable.of(study()));
        assertThat(rows)
                .extracting(row -> row.get("exemplars") + " " + row.get("subgroup") + " " + row.get("exemplar_images"))
                .startsWith("modal sex=female 0", "modal sex=male 10", "1 % sex=female 0", "1 % sex=male 10");
        assertThat(Double.parseDouble(rows.get(1).get("ratio"))).isCloseTo(3, within(1e-12));
        assertThat(Double.parseDouble(rows.get(0).get("ratio"))).isZero();
    }

    @Test
    void populationsOfOneMemberAreNotTested() {
        assertThat(rows(ClassTable.of(study())))
                .hasSize(2)
                .allMatch(row -> row.get("p").isEmpty());
    }

    @Test
    void refusedImagesAreAllCountedAndTheFirstListed() {
        for (int i = 0; i < Refusals.LISTED + 5; i++) {
            refusals.add("image-" + i, i % 2 == 0 ? "empty" : "corrupt", "why");
        }
        Table table = RefusalTable.of(refusals);
        assertThat(table.rows()).hasSize(Refusals.LISTED);
        assertThat(table.note()).contains("502 corrupt, 503 empty").contains("first 1000");
        assertThat(Tables.of(study())).extracting(Table::name).contains("unreadable");
    }

    @Test
    void pageDrawsEveryCandidateAndNeedsNoNetwork() {
        String page = Page.of(study(), Tables.of(study()));
        assertThat(page)
                .contains("<svg", "class=\"point harm\"", CountedImages.CANDIDATE, "sex=male")
                .contains("src=\"data:image/jpeg;base64,AAAA\"", ": blond, ", ": not_blond, ")
                .doesNotContain("<script", "http", "url(", "@import");
        assertThat(page.indexOf("<section id=\"exemplars\">"))
                .isBetween(page.indexOf("<section id=\"cost\">"), page.indexOf("<section id=\"harm\">"));
        Tables.of(study()).forEach(table -> assertThat(page).contains("<section id=\"" + table.name() + "\">"));
    }

    @Test
    void studyWithoutAnImageIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Study(
                        "nothing",
                        new TreeMap<>(),
                        List.of(model("full", Map.of())),
                        new MemberTally(List.of(1), 2),
                        refusals,
                        List.of(),
                        List.of(),
                        1))
                .withMessageContaining("nothing");
    }
}
