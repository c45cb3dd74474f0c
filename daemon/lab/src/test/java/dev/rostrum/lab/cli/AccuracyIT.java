package dev.rostrum.lab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * How far off the labels may be on the recordings beside the source tree, with the packaged networks. Errors are shares
 * of the time spoken, collar 0, overlap scored. The bounds are those that the project has set itself, not readings.
 */
class AccuracyIT {
    @TempDir
    Path folder;

    @Test
    void shouldNameTheSpeakersOfShortExcerpts() throws IOException {
        SharedRecordings.link("ami", "EN2001e.*|EN2004a.*|EN2009b.*", folder);

        JsonNode total = SharedRecordings.evaluate(folder).get("total");

        assertThat(total.get("live").get("1.0").get("der").asDouble()).isLessThan(0.28);
        assertThat(total.get("final").get("der").asDouble()).isLessThan(0.185);
    }

    @Test
    void shouldHearNobodyWhereNobodySpeaks() throws IOException {
        SharedRecordings.link("nospeech", "noise1", folder);

        JsonNode noise = SharedRecordings.evaluate(folder, "--out", folder.toString())
                .get("recordings")
                .get("noise1");

        assertThat(noise.get("final").get("false_alarm_s").asDouble()).isLessThanOrEqualTo(1);
    }

    @Test
    @Tag("long")
    void shouldHearMoreRightWithAnArrayThanWithOneMicrophone() throws IOException {
        SharedRecordings.link("sim", "array.*", folder);

        JsonNode one = SharedRecordings.evaluate(folder);
        JsonNode array = SharedRecordings.evaluate(folder, "--array", "respeaker4");

        // wanted: a third less in the end; docs/microphones.md says what it is
        assertThat(live(array.get("total"))).isLessThan(live(one.get("total")));
        assertThat(last(array.get("total"))).isLessThan(0.95 * last(one.get("total")));
    }

    private static double live(JsonNode meeting) {
        return der(meeting.get("live").get("1.0"));
    }

    private static double last(JsonNode meeting) {
        return der(meeting.get("final"));
    }

    private static double der(JsonNode labels) {
        return labels.get("der").asDouble();
    }

    @Test
    @Tag("long")
    void shouldStayWithinItsBoundsOnAllRecordings() throws IOException {
        SharedRecordings.link("ami", ".*", folder);
        SharedRecordings.link("sim", ".*", folder);

        JsonNode total = SharedRecordings.evaluate(folder).get("total");

        assertThat(total.get("live").get("0.5").get("der").asDouble()).isLessThanOrEqualTo(0.31);
        assertThat(total.get("live").get("1.0").get("der").asDouble()).isLessThanOrEqualTo(0.28);
        assertThat(total.get("live").get("5.0").get("der").asDouble()).isLessThanOrEqualTo(0.245);
        assertThat(total.get("final").get("der").asDouble()).isLessThanOrEqualTo(0.185);
    }
}
