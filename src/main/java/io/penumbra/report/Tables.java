package io.penumbra.report;

import io.penumbra.report.table.Table;
import io.penumbra.verdict.GuardedMetric;
import java.util.ArrayList;
import java.util.List;

/** Makes all tables of a study, in reading order. */
public final class Tables {
    private Tables() {}

    public static List<Table> of(Study study) {
        var tables = new ArrayList<Table>();
        tables.add(CostTable.of(study));
        tables.add(HarmTable.of(study));
        for (GuardedMetric metric : GuardedMetric.values()) {
            if (!study.rates(metric).isEmpty()) {
                tables.add(ChangeTable.of(study, metric));
            }
        }
        tables.add(ClassTable.of(study));
        tables.add(BehaviourTable.of(study));
        if (!study.classes().compared().isEmpty()) {
            tables.add(BiasTable.of(study));
        }
        tables.add(ExemplarCountTable.of(study));
        tables.add(AccuracyTable.of(study));
        tables.add(RepresentationTable.of(study));
        tables.add(ExemplarTable.of(study));
        tables.add(PublishedTable.of(study));
        if (!study.holdings().isEmpty()) {
            tables.add(HoldingTable.of(study));
        }
        if (study.refusals().count() > 0) {
            tables.add(RefusalTable.of(study.refusals()));
        }
        return List.copyOf(tables);
    }
}
