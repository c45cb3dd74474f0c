package dev.rostrum.service.status;

import static dev.rostrum.service.status.Chromium.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.diarization.tracking.SpeakerId;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page in Debian's Chromium, without a window. */
class StatusPageIT extends PageInBrowser {
    @BeforeEach
    void open() {
        hears(1, 2);
        browser.manage().deleteAllCookies();
        browser.get(server.url());
        // a session outlives the server, as it does a restart
        browser.manage().deleteAllCookies();
        browser.navigate().refresh();
        await(() -> find("#watching a").isDisplayed());
        find("#watching a").click();
        find("#token").sendKeys(Pages.TOKEN, Keys.ENTER);
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

        pages.aheadNs.addAndGet(TokenThrottle.WRONG_COSTS.toNanos());
        find("#token").sendKeys(Pages.TOKEN, Keys.ENTER);
        await(() -> text("#link").equals("live"));
        assertThat(find("#watching").isDisplayed()).isFalse();
    }

    @Test
    void shouldShowNoDirectionsWhereThereAreNone() throws IOException {
        assertThat(find("#where").isDisplayed()).as("zones are set").isTrue();
        server.close();
        pages.zones = List.of();
        serveMeeting();
        open();
        await(() -> text("#microphones").contains("Channel 0"));
        assertThat(find("#where").isDisplayed()).isFalse();

        server.onEvent(state(
                Phase.LISTENING, List.of(new ActiveSpeaker(new SpeakerId(1), 0, Optional.of(new Bearing(40, 1))))));
        await(() -> find("#where").isDisplayed() && text("#where-words").contains("S1 at 40"));
    }

    @Test
    void shouldRepaintThePastWhereItIsCorrected() {
        assertThat(count("[data-speaker='1'] .turn")).isEqualTo(1);
        assertThat(count(".turn.both")).isEqualTo(1);

        server.onEvent(new RoomEvent.Timeline(new TimelineEvent.Correction(
                10L * Pages.RATE,
                1,
                List.of(new TurnChange.Replaced(Pages.turn(1, 1, 3, 1, 2.5)), new TurnChange.Withdrawn(2, 1)))));

        await(() -> count("[data-speaker='3'] .turn.corrected") == 1);
        await(() -> count("[data-speaker='1'] .turn.gone") == 1 && count("[data-speaker='1'] .turn") == 1);
        assertThat(count("[data-speaker='2'] .turn.gone")).isEqualTo(1);
        assertThat(count(".turn.both")).isZero();
        assertThat(text("#corrections")).contains("correction 1, 2 turns changed");
    }

    @Test
    void shouldDrawTurnsWhereTheyWere() {
        WebElement strip = find("[data-speaker='2'] .strip");
        WebElement turn = find("[data-speaker='2'] .turn");
        double widthPerSecond = strip.getSize().width / 60.0;
        double from = turn.getLocation().x - strip.getLocation().x;

        assertThat(turn.getSize().width / widthPerSecond).isBetween(5.7, 6.3);
        assertThat(60 - from / widthPerSecond).as("seconds before now").isBetween(6.7, 9.5);
    }

    @Test
    void shouldShowShareLevelHealthAndTheUnit() {
        await(() -> text("[data-speaker='1'] small").equals("33 %, 3 s"));
        assertThat(text("#microphones")).contains("Channel 0: -30 dB", "Microphone channel 1 is silent");
        assertThat(text("#broker")).contains("not connected to mqtt://broker:1883: connection refused", "3 waiting");
        assertThat(text("#networks")).contains("net, fp32");
        assertThat(text("#lamp-word")).contains("speech");
        assertThat(find("#dial").findElements(By.cssSelector(".zone"))).hasSize(1);
    }

    @Test
    void shouldBeWorkedByKeyboardAlone() throws InterruptedException {
        pressOn("#mute", Keys.ENTER);
        assertThat(pages.nextCommand()).isEqualTo(new RoomCommand.Mute());

        pressOn("[data-speaker='2'] button", Keys.SPACE);
        await(() -> find("#naming").getAttribute("open") != null);
        browser.switchTo().activeElement().sendKeys("Ada", Keys.ENTER);
        assertThat(pages.nextCommand()).isEqualTo(new RoomCommand.NameSpeaker(new SpeakerId(2), "Ada"));
        server.onEvent(new RoomEvent.SpeakerNamed(0, new SpeakerId(2), "<img src=x onerror=alert(1)>"));
        await(() -> text("[data-speaker='2'] button").contains("<img src=x"));

        pressOn("#new-meeting", Keys.ENTER);
        await(() -> find("#sure").getAttribute("open") != null);
        browser.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        pressOn("#identify", Keys.ENTER);
        assertThat(pages.nextCommand()).as("nothing was ended").isEqualTo(new RoomCommand.Identify());
    }

    @Test
    void shouldReachEverythingByTab() {
        browser.executeScript("document.activeElement.blur()");
        StringBuilder visited = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            browser.switchTo().activeElement().sendKeys(Keys.TAB);
            visited.append(
                            browser.executeScript(
                                    "const e = document.activeElement; return e.id || e.closest('[data-speaker]')?.dataset.speaker || e.className"))
                    .append(' ');
        }
        assertThat(visited.toString()).startsWith("skip mute new-meeting identify span 1 2 ");
    }

    @ParameterizedTest
    @CsvSource({"1280, 900, light", "1280, 900, dark", "390, 844, light", "390, 844, dark"})
    void shouldFitAndBeReadable(int width, int height, String scheme) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));

        assertThat(browser.executeScript("return document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing sticks out at the side")
                .isEqualTo(true);
        for (String part : List.of("#answer", "#lamp-word", "#broker", ".lane small", "#mute", "#meeting")) {
            assertThat(contrast(part)).as(part).isGreaterThan(4.5);
        }
        for (WebElement button : browser.findElements(By.cssSelector("button"))) {
            assertThat(!button.isDisplayed() || button.getSize().height >= 32).isTrue();
        }
    }

    @Test
    void shouldSayThatTheUnitIsGone() {
        server.close();

        await(() -> text("#link").startsWith("The unit does not answer"));
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
