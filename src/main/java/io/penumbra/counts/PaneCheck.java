package io.penumbra.counts;

/** Whether images can have given the counts of {@link PaneCounts}. */
final class PaneCheck {
    private PaneCheck() {}

    /** @param all as {@link PaneCounts#all()} gives them */
    static boolean holds(Lineup lineup, long[] all) {
        for (long count : all) {
            if (count < 0 || count > CountCheck.MOST) {
                return false;
            }
        }
        long scored = all[0];
        long labelled = all[1];
        long wrong = all[2];
        if (labelled > scored
                || wrong > labelled
                || votes(lineup, all, 0) != lineup.baseline().members() * scored) {
            return false;
        }
        for (int i = 0; i < lineup.candidates().size(); i++) {
            int place = PaneCounts.ofCandidate(lineup, i);
            long flips = all[place];
            long regressions = all[place + 1];
            long fixes = all[place + 2];
            long failed = all[place + 3];
            long failedLabelled = all[place + 4];
            long failedWrong = all[place + 5];
            boolean holds = failed <= scored
                    && failedLabelled <= failed
                    && failedWrong <= failedLabelled
                    && flips <= scored - failed
                    && fixes <= wrong - failedWrong
                    && regressions <= labelled - failedLabelled - (wrong - failedWrong)
                    && regressions + fixes <= flips
                    && votes(lineup, all, i + 1) == lineup.candidates().get(i).members() * (scored - failed);
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static long votes(Lineup lineup, long[] all, int model) {
        int classes = lineup.classes().size();
        long votes = 0;
        for (int y = 0; y < classes; y++) {
            votes += all[PaneCounts.FIRST + classes * model + y];
        }
        return votes;
    }
}
