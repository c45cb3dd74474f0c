package dev.rostrum.lab.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Trackers that do not exist, with costs in hundredths, of which the right choice was found by hand. */
class LeaveOneOutTest {
    private static final List<String> DOMAINS = List.of("room", "telephone", "hall");

    /**
     * A value that is fitted to the room: it halves the cost there, and is bad elsewhere. Everything together its mean
     * is the least (16 against 17 and 16.67), so a choice on all would take it.
     */
    private static final Map<String, Map<String, Double>> FITTED = costs(
            "as shipped", List.of(20, 16, 15), //
            "sharp=9", List.of(8, 20, 20),
            "sharp=2", List.of(20, 15, 15));

    @Test
    void shouldScoreAChoiceWhereItWasNotMade() {
        LeaveOneOut choice = new LeaveOneOut("as shipped", FITTED);

        assertThat(choice.chosenOnAll()).isEqualTo("sharp=9");
        // without the room: 15.5, 20, 15: sharp=2. Without the telephone: 17.5, 14, 17.5: sharp=9, and the same
        // without the hall: 18, 14, 17.5
        assertThat(choice.folds())
                .containsExactly(
                        new LeaveOneOut.Fold("room", "sharp=2", 0.20, 0.20),
                        new LeaveOneOut.Fold("telephone", "sharp=9", 0.20, 0.16),
                        new LeaveOneOut.Fold("hall", "sharp=9", 0.20, 0.15));
        LeaveOneOut.Verdict verdict = choice.verdict();
        assertThat(verdict.mean()).isCloseTo(0.20, within(1e-12));
        assertThat(verdict.meanBefore()).isCloseTo(0.17, within(1e-12));
        assertThat(verdict.mostLost().domain()).isEqualTo("hall");
        assertThat(verdict.lands()).isFalse();
    }

    @Test
    void shouldLandWhatHelpsEverywhere() {
        LeaveOneOut choice = new LeaveOneOut(
                "as shipped",
                costs("as shipped", List.of(20, 16, 15), "good", List.of(17, 14, 15), "bad", List.of(30, 30, 30)));

        assertThat(choice.folds()).extracting(LeaveOneOut.Fold::chosen).containsExactly("good", "good", "good");
        assertThat(choice.verdict().lands()).isTrue();
        assertThat(choice.verdict().mean()).isCloseTo(46.0 / 300, within(1e-12));
        assertThat(choice.verdict().worst()).isCloseTo(0.17, within(1e-12));
    }

    @Test
    void shouldNotLandWhatHelpsTheMeanAndHurtsTheWorst() {
        // the hall is the worst, and gets worse by two points; by one it would land
        assertThat(landsWhereTheHallCosts(32)).isFalse();
        assertThat(landsWhereTheHallCosts(31)).isTrue();
    }

    private static boolean landsWhereTheHallCosts(int hall) {
        return new LeaveOneOut("as shipped", costs("as shipped", List.of(20, 16, 30), "other", List.of(10, 10, hall)))
                .verdict()
                .lands();
    }

    @Test
    void shouldKeepWhatIsShippedWhereNothingIsBetter() {
        LeaveOneOut choice =
                new LeaveOneOut("as shipped", costs("same", List.of(20, 16, 15), "as shipped", List.of(20, 16, 15)));

        assertThat(choice.folds()).extracting(LeaveOneOut.Fold::chosen).containsOnly("as shipped");
        assertThat(choice.verdict().lands()).isFalse();
    }

    @Test
    void shouldNeedTwoDomainsAndTheSameOnes() {
        assertThatThrownBy(() -> new LeaveOneOut("as shipped", Map.of("as shipped", Map.of("room", 0.1))))
                .hasMessageContaining("two domains");
        assertThatThrownBy(() -> new LeaveOneOut(
                        "a", Map.of("a", Map.of("room", 0.1, "hall", 0.1), "b", Map.of("room", 0.1, "car", 0.1))))
                .hasMessageContaining("domains differ");
    }

    @Test
    void shouldSayItInWords() {
        StudyPage page = ChoiceStudy.page(new LeaveOneOut("as shipped", FITTED), "command");

        assertThat(page.tables().getFirst())
                .contains("| room | sharp=2 | 20.0 | 20.0 | +0.0 |")
                .contains("| telephone | sharp=9 | 20.0 | 16.0 | +4.0 |")
                .contains("| hall | sharp=9 | 20.0 | 15.0 | +5.0 |")
                .contains("| mean |  | 20.0 | 17.0 | +3.0 |");
        assertThat(page.tables().get(1)).contains("| sharp=9 | 16.0 | 20.0 | ");
        assertThat(page.tables().getLast())
                .startsWith("Does not land: left out, the mean goes from 17.0 to 20.0 and the worst domain from 20.0 to"
                        + " 20.0; the most that a domain loses is +5.0 points (hall). Chosen on all domains: sharp=9.");
    }

    private static Map<String, Map<String, Double>> costs(Object... candidatesAndPercent) {
        Map<String, Map<String, Double>> costs = new LinkedHashMap<>();
        for (int i = 0; i < candidatesAndPercent.length; i += 2) {
            List<?> percent = (List<?>) candidatesAndPercent[i + 1];
            Map<String, Double> own = new LinkedHashMap<>();
            for (int d = 0; d < DOMAINS.size(); d++) {
                own.put(DOMAINS.get(d), (Integer) percent.get(d) / 100.0);
            }
            costs.put((String) candidatesAndPercent[i], own);
        }
        return costs;
    }
}
