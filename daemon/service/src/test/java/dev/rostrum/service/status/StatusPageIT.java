package dev.rostrum.service.status;

import static dev.rostrum.service.status.Chromium.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.frontend.array.Zone;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.SpeechTurn.Stage;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.HealthReport;
import dev.rostrum.service.event.RoomCommand;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.ActiveSpeaker;
import dev.rostrum.service.event.RoomState.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in Debian's Chromium, without a window. */
class StatusPageIT extends PageInBrowser {
    @BeforeEach
    void open() {
        hears(1, 2);
        browser.get(server.url() + "login?token=" + Pages.TOKEN);
        await(() -> text("#link").equals("live") && count(".turn") > 0);
    }

    @AfterEach
    void stop() {
        browser.get("about:blank");
        server.close();
    }

    @Test
    void shouldAnswerWhetherItHears() {
        await(() -> text("#answer").equals("Hears S1 and S2 at once."));
        await(() -> count(".lane.speaking") == 2);

        hears();
        await(() -> text("#answer").equals("Listening. Nobody speaks."));
        server.onEvent(new RoomEvent.StateChanged(
                new RoomState(Phase.LISTENING, List.of(), false, List.of("light", "microphone-2-dead"), 0)));
        await(() -> text("#troubles").equals("; not well: the light cannot be reached; microphone 2: dead"));
        server.onEvent(state(Phase.MUTED, List.of()));
        await(() -> text("#answer").equals("Muted: the microphones are closed."));
        assertThat(text("#mute")).isEqualTo("Unmute");
        assertThat(find("#mute").getDomAttribute("aria-pressed"))
                .as("told once, by the label")
                .isNull();
    }

    @Test
    void shouldSendWhoeverMayOnlyWatchToTheToken() {
        browser.manage().deleteAllCookies();
        browser.navigate().refresh();
        await(() -> text("#link").equals("live"));
        await(() -> find("#watching").isDisplayed());

        pressOn("#mute", Keys.ENTER);
        await(() -> browser.getCurrentUrl().endsWith("/login"));
        find("#token").sendKeys("wrong", Keys.ENTER);
        await(() -> browser.getCurrentUrl().endsWith("#wrong") && find("#wrong").isDisplayed());
        assertThat(pages.asked).isEmpty();

        // by hand, as people do
        pages.aheadNs.addAndGet(TokenThrottle.WRONG_COSTS.toNanos());
        find("#token").sendKeys(Pages.TOKEN, Keys.ENTER);
        await(() -> text("#link").equals("live"));
        assertThat(find("#watching").isDisplayed()).isFalse();
    }

    @Test
    void shouldShowNoDirectionsWhereThereAreNone() throws IOException {
        assertThat(find("#where").isDisplayed()).as("zones are set").isTrue();
        reopenWith(List.of());
        await(() -> text("#microphones").contains("Channel 0"));
        assertThat(find("#where").isDisplayed()).isFalse();

        server.onEvent(state(
                Phase.LISTENING, List.of(new ActiveSpeaker(new SpeakerId(1), 0, Optional.of(new Bearing(40, 1))))));
        await(() -> find("#where").isDisplayed() && text("#where-words").contains("S1 at 40"));
    }

    @Test
    void shouldKeepWhereEverybodySitsWithTheZonesWhileNobodySpeaks() throws IOException {
        reopenWith(
                List.of(new Zone("door", 0, 90), new Zone("desk", 90, 360)),
                seated(1, 1, 0, 4, 40),
                seated(2, 2, 5, 9, 200));
        hears();
        hearUntil(65);

        await(() -> text("#where-words").equals("S1 at 40° (door), 1 min ago; S2 at 200° (desk), 56 s ago."));
        assertThat(count("#dial .zone")).isEqualTo(2);
        assertThat(text("#dial")).contains("door", "desk", "S1", "S2");
        assertThat(style("#dial [data-speaker='S2'] circle", "fill"))
                .as("in the colour of the speaker's lane")
                .isEqualTo(style("#lanes [data-speaker='S2'] .turn", "backgroundColor"))
                .isNotEqualTo(style("#dial [data-speaker='S1'] circle", "fill"));
        double first = opacity(1);
        double second = opacity(2);
        assertThat(first).as("longer ago").isLessThan(second);
        assertThat(second).isLessThan(1);

        hearUntil(10_000);
        await(() -> opacity(1) < first);
        assertThat(opacity(1)).as("never gone").isGreaterThan(0.2);
        server.onEvent(state(
                Phase.LISTENING, List.of(new ActiveSpeaker(new SpeakerId(1), 0, Optional.of(new Bearing(90, 1))))));
        hearUntil(10_001);
        await(() -> text("#where-words").startsWith("S1 at 90° (desk), speaks now; "));
        assertThat(opacity(1)).isEqualTo(1);
        assertThat(count("#dial .seat.active")).isEqualTo(1);
    }

    @Test
    void shouldShowWhoIsNotSure() {
        server.onEvent(Pages.ended(Pages.doubtful(3, 3, 8, 9, Certainty.PROVISIONAL, 0.9f)));
        server.onEvent(Pages.ended(Pages.doubtful(4, 1, 9, 10, Certainty.CONFIRMED, 0.4f)));

        await(() -> count("[data-speaker='S3'] .turn.unsure") == 1 && count("[data-speaker='S1'] .turn.unsure") == 1);
        assertThat(text("[data-speaker='S3'] button")).isEqualTo("S3 ?");
        assertThat(text("[data-speaker='S3'] small")).startsWith("not sure yet");
        assertThat(label("[data-speaker='S3'] button")).contains("not sure yet who that is");
        assertThat(text("[data-speaker='S1'] button")).as("one turn alone").doesNotContain("?");
        assertThat(label("[data-speaker='S1'] .strip")).isEqualTo("S1: 2 turns in view; 1 of them not sure");

        server.onEvent(Pages.ended(Pages.turn(3, 1, 3, 8, 9)));
        await(() -> text("[data-speaker='S3'] button").equals("S3"));
        assertThat(count("[data-speaker='S3'] .turn.unsure")).isZero();
    }

    @Test
    void shouldShowThatSpeakersWereFoundToBeOneAndThatOneWasTwo() {
        correct(10, new TurnChange.Replaced(Pages.turn(2, 1, 1, 3, 9)));
        await(() -> text("[data-speaker='S1'] .mark").equals("+S2"));
        assertThat(label("[data-speaker='S1'] .strip")).endsWith("at 10 s: S2 and S1 are one speaker: merged");
        assertThat(text("#corrections")).contains("S2 and S1 are one speaker: merged");

        hearUntil(12);
        correct(12, new TurnChange.Replaced(Pages.turn(2, 2, 4, 3, 9)));
        await(() -> text("[data-speaker='S4'] .mark").equals("\u2190S1"));
        assertThat(texts("[data-speaker='S1'] .mark")).containsExactly("+S2", "\u2192S4");
        assertThat(label("[data-speaker='S4'] .strip")).endsWith("at 12 s: S4 is a speaker apart from S1: split");

        browser.navigate().refresh();
        await(() -> count(".mark:not(.key)") == 3);
        assertThat(text("#corrections")).as("told to a page that opens late").contains("split", "merged");
    }

    @Test
    void shouldLookThroughTheMeetingFromItsBeginning() {
        for (int i = 0; i < 100; i++) {
            server.onEvent(Pages.ended(Pages.turn(10 + i, 0, 1, 60 * i + 20, 60 * i + 50)));
        }
        hearUntil(6_000);
        browser.navigate().refresh();
        await(() -> find("#until").isEnabled() && axis().endsWith("|now"));
        assertThat(count("[data-speaker='S2'] .turn")).as("long ago").isZero();
        assertThat(label("#until", "aria-valuetext")).isEqualTo("now, follows along");

        pressOn("#until", Keys.HOME);
        await(() -> count("[data-speaker='S2'] .turn") == 1);
        assertThat(texts("#axis span")).containsExactly("0 s", "20 s", "40 s", "60 s");
        assertThat(label("#until", "aria-valuetext")).isEqualTo("from 0 s to 60 s of the meeting");
        pressOn("#until", Keys.PAGE_UP);
        await(() -> axis().startsWith("60 s|"));
        pressOn("#until", Keys.PAGE_DOWN);
        pressOn("#until", Keys.ARROW_RIGHT);
        await(() -> axis().startsWith("15 s|"));

        pressOn("#follow", Keys.ENTER);
        await(() -> axis().endsWith("|now") && !find("#follow").isDisplayed());
        assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("until");

        browser.executeScript("span.value = 'all'; span.dispatchEvent(new Event('change'))");
        await(() -> axis().startsWith("\u22121:40:00 h|") && count("[data-speaker='S2'] .turn") == 1);
        assertThat(label("[data-speaker='S1'] .strip")).startsWith("S1: 101 turns in view");
    }

    /** What stands along the strips; empty while the page has not drawn it yet. */
    private String axis() {
        return String.join("|", texts("#axis span"));
    }

    @Test
    void shouldHoldABoundedNumberOfTurnsAndOfBoxes() {
        browser.get("about:blank");
        speakInTurns(0, PageState.MOST_TURNS);
        open();
        browser.executeScript("span.value = 'all'; span.dispatchEvent(new Event('change'))");
        await(() -> label("[data-speaker='S1'] .strip").startsWith("S1: " + PageState.MOST_TURNS + " turns in view"));
        assertThat(count("[data-speaker='S2'] .turn"))
                .as("the oldest have given way")
                .isZero();
        assertThat(count("[data-speaker='S1'] .turn")).as("no more than pixels").isBetween(1, 800);

        speakInTurns(PageState.MOST_TURNS, 100);
        server.onEvent(Pages.ended(Pages.turn(100_000, 0, 5, 40_405, 40_406)));
        await(() -> count("[data-speaker='S5'] .turn") == 1);
        assertThat(label("[data-speaker='S1'] .strip"))
                .startsWith("S1: " + (PageState.MOST_TURNS - 1) + " turns in view");
    }

    /** A turn every four seconds. */
    private void speakInTurns(int from, int count) {
        for (int i = from; i < from + count; i++) {
            server.onEvent(Pages.ended(Pages.turn(10 + i, 0, 1, 4 * i + 10, 4 * i + 12)));
        }
        hearUntil(4L * (from + count) + 12);
    }

    @Test
    void shouldTellTheUnitsFiguresAgainstWhatIsNormal() {
        figures(Map.of("step.count", 100.0, "step.p50-ms", 80.0, "step.p95-ms", 185.4, "process.resident-mb", 540.2));
        await(
                () -> text("#steps")
                        .equals(
                                "Quick enough: of 100 steps 95 took up to 185 ms, the middle one 80 ms; normal is below 500 ms."));
        assertThat(text("#memory")).isEqualTo("540 MB, which is normal: up to 1100 MB after an hour of talk");
        assertThat(text("#lost")).isEqualTo("none, as it should be");
        assertThat(count("dd.bad")).as("the broker alone").isEqualTo(1);

        figures(Map.of(
                "step.count",
                100.0,
                "step.p50-ms",
                420.0,
                "step.p95-ms",
                700.0,
                "process.resident-mb",
                1300.0,
                "audio.lost-frames",
                12.0,
                "audio.gaps",
                1.0));
        await(() -> text("#steps").startsWith("Too slow for its sound"));
        assertThat(text("#memory")).startsWith("1300 MB, more than is normal");
        assertThat(text("#lost")).startsWith("12 samples that the sound card did not deliver, 1 gap");
        assertThat(count("dd.bad")).isEqualTo(4);
        assertThat(text(".unit")).as("plain words").doesNotContain("/dev/", "/proc", "cgroup", "p95");
    }

    @Test
    void shouldRepaintThePastWhereItIsCorrected() {
        assertThat(count("[data-speaker='S1'] .turn")).isEqualTo(1);
        assertThat(count(".turn.both")).isEqualTo(1);

        correct(10, new TurnChange.Replaced(Pages.turn(1, 1, 3, 1, 2.5)), new TurnChange.Withdrawn(2, 1));

        await(() -> count("[data-speaker='S3'] .turn.corrected") == 1);
        await(() -> count("[data-speaker='S1'] .turn.gone") == 1 && count("[data-speaker='S1'] .turn") == 1);
        assertThat(count("[data-speaker='S2'] .turn.gone")).isEqualTo(1);
        assertThat(count(".turn.both")).isZero();
        assertThat(text("#corrections")).contains("correction 1, 2 turns changed");
    }

    @Test
    void shouldOrderTheLanesByNumber() {
        server.onEvent(Pages.ended(Pages.turn(3, 0, 10, 8, 9)));
        await(() -> count("[data-speaker='S10'] .turn") == 1);
        server.onEvent(Pages.ended(Pages.turn(4, 0, 9, 9, 10)));
        await(() -> count("[data-speaker='S9'] .turn") == 1);

        assertThat(texts("#lanes .lane button").stream().map(name -> name.replaceAll("[^S0-9]", "")))
                .containsExactly("S1", "S2", "S9", "S10");
    }

    @Test
    void shouldDrawTurnsWhereTheyWere() {
        WebElement strip = find("[data-speaker='S2'] .strip");
        WebElement turn = find("[data-speaker='S2'] .turn");
        double widthPerSecond = strip.getSize().width / 60.0;
        double from = turn.getLocation().x - strip.getLocation().x;

        assertThat(turn.getSize().width / widthPerSecond).isBetween(5.7, 6.3);
        assertThat(60 - from / widthPerSecond).as("seconds before now").isBetween(6.7, 9.5);
    }

    @Test
    void shouldShowShareLevelHealthAndTheUnit() {
        await(() -> text("[data-speaker='S1'] small").equals("33 %, 3 s"));
        assertThat(text("#microphones")).contains("Channel 0: -30 dB", "Microphone channel 1 is silent");
        assertThat(text("#broker"))
                .contains(
                        "not connected to mqtt://broker:1883: connection refused", "3 messages wait", "none was lost");
        assertThat(text("#networks")).contains("net, fp32");
        assertThat(text("#clock")).isEqualTo("set by a time server");
        assertThat(text("#lamp-word")).contains("speech");
    }

    @Test
    void shouldBeWorkedByKeyboardAlone() throws InterruptedException {
        pressOn("#mute", Keys.ENTER);
        assertThat(pages.nextCommand()).isEqualTo(new RoomCommand.Mute());

        pressOn("[data-speaker='S2'] button", Keys.SPACE);
        await(() -> find("#naming").getAttribute("open") != null);
        browser.switchTo().activeElement().sendKeys("Ada", Keys.ENTER);
        assertThat(pages.nextCommand()).isEqualTo(new RoomCommand.NameSpeaker(new SpeakerId(2), "Ada"));
        server.onEvent(new RoomEvent.SpeakerNamed(0, new SpeakerId(2), "<img src=x onerror=alert(1)>"));
        await(() -> text("[data-speaker='S2'] button").contains("<img src=x"));

        pressOn("#new-meeting", Keys.ENTER);
        await(() -> find("#sure").getAttribute("open") != null);
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        pressOn("#identify", Keys.ENTER);
        assertThat(pages.nextCommand()).as("nothing was ended").isEqualTo(new RoomCommand.Identify());
    }

    @Test
    void shouldReachEverythingByTab() {
        hearUntil(100);
        await(() -> find("#until").isEnabled());
        browser.executeScript("document.activeElement.blur()");
        StringBuilder visited = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            browser.switchTo().activeElement().sendKeys(Keys.TAB);
            visited.append(
                            browser.executeScript(
                                    "const e = document.activeElement; return e.id || e.closest('[data-speaker]')?.dataset.speaker || e.className"))
                    .append(' ');
        }
        assertThat(visited.toString()).startsWith("skip mute new-meeting identify span S1 S2 until ");
    }

    @Test
    void shouldFitAndBeReadable() {
        for (int width : List.of(1280, 390)) {
            browser.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
            assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("nothing sticks out at the side, of %d pixels", width)
                    .isEqualTo(true);
            assertThat(
                            (Long)
                                    Objects.requireNonNull(
                                            browser.executeScript(
                                                    "return Math.min(...[...document.querySelectorAll('button')]"
                                                            + ".filter(one => one.checkVisibility()).map(one => Math.round(one.getBoundingClientRect().height)))")))
                    .as("least height of a button")
                    .isGreaterThanOrEqualTo(32);
            for (String scheme : List.of("light", "dark")) {
                browser.executeCdpCommand(
                        "Emulation.setEmulatedMedia",
                        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
                for (String part : List.of("#answer", "#lamp-word", "#broker", ".lane small", "#mute", "#meeting")) {
                    assertThat(contrast(part)).as(scheme + " " + part).isGreaterThan(4.5);
                }
            }
        }
    }

    @Test
    void shouldSayThatTheUnitIsGone() {
        server.close();
        // as if so long had passed
        browser.executeScript("const now = performance.now.bind(performance); performance.now = () => now() + 3500");
        assertThat(text("#link")).isEqualTo("live");

        await(() -> text("#link").startsWith("The unit does not answer"));
    }

    /** Another unit with these zones and, besides the usual turns, these. */
    private void reopenWith(List<Zone> zones, SpeechTurn... turns) throws IOException {
        server.close();
        pages.zones = zones;
        serveMeeting();
        for (SpeechTurn turn : turns) {
            server.onEvent(Pages.ended(turn));
        }
        open();
    }

    private static SpeechTurn seated(long id, int speaker, double from, double to, double degrees) {
        return new SpeechTurn(
                id,
                1,
                new SpeakerId(speaker),
                Math.round(from * Pages.RATE),
                Math.round(to * Pages.RATE),
                Stage.CLOSED,
                Certainty.CONFIRMED,
                1,
                Optional.of(new Bearing(degrees, 1)));
    }

    /** The unit has heard so many seconds, and says so. */
    private void hearUntil(long seconds) {
        pages.position.set(seconds * Pages.RATE);
        pages.aheadNs.addAndGet(1_000_000_000);
        server.onEvent(new RoomEvent.HealthReported(new HealthReport(seconds * Pages.RATE, Map.of())));
    }

    private void figures(Map<String, Double> figures) {
        server.onEvent(new RoomEvent.HealthReported(new HealthReport(10L * Pages.RATE, figures)));
    }

    private void correct(long atSeconds, TurnChange... changes) {
        server.onEvent(
                new RoomEvent.Timeline(new TimelineEvent.Correction(atSeconds * Pages.RATE, 1, List.of(changes))));
    }

    private static double opacity(int speaker) {
        return Double.parseDouble(
                find("#dial [data-speaker='S" + speaker + "'] g").getDomAttribute("opacity"));
    }

    private static String style(String part, String name) {
        return String.valueOf(browser.executeScript(
                "return getComputedStyle(document.querySelector(arguments[0]))[arguments[1]]", part, name));
    }

    private static String label(String part) {
        return label(part, "aria-label");
    }

    private static String label(String part, String attribute) {
        return String.valueOf(browser.executeScript(
                "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? ''", part, attribute));
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(String part) {
        return (List<String>) Objects.requireNonNull(browser.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.textContent)", part));
    }

    private void hears(int... speakers) {
        List<ActiveSpeaker> active = java.util.Arrays.stream(speakers)
                .mapToObj(speaker -> new ActiveSpeaker(new SpeakerId(speaker), 0, Optional.empty()))
                .toList();
        server.onEvent(state(Phase.LISTENING, active));
    }

    private static RoomEvent state(Phase phase, List<ActiveSpeaker> active) {
        return new RoomEvent.StateChanged(new RoomState(phase, active, active.size() > 1, List.of(), 10L * Pages.RATE));
    }

    /** WCAG 2.2 contrast of an element's text with the nearest background behind it. */
    private static double contrast(String part) {
        return ((Number) Objects.requireNonNull(browser.executeScript("""
                const numbers = text => text.match(/[\\d.]+/g).map(Number);
                const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
                  .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                  .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
                let node = document.querySelector(arguments[0]);
                const ink = light(numbers(getComputedStyle(node).color));
                while (numbers(getComputedStyle(node).backgroundColor)[3] === 0) node = node.parentElement;
                const ground = light(numbers(getComputedStyle(node).backgroundColor));
                return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
                """, part))).doubleValue();
    }

    private static void pressOn(String part, Keys key) {
        browser.executeScript("document.querySelector(arguments[0]).focus()", part);
        browser.switchTo().activeElement().sendKeys(key);
    }

    private static WebElement find(String part) {
        return browser.findElement(By.cssSelector(part));
    }

    private static int count(String part) {
        return browser.findElements(By.cssSelector(part)).size();
    }

    /** Read in one step, for the page goes on changing. */
    private static String text(String part) {
        return String.valueOf(
                browser.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", part));
    }
}
