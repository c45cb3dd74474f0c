package dev.rostrum.service.status;

import static dev.rostrum.service.status.Chromium.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.diarization.frontend.Bearing;
import dev.rostrum.diarization.speakers.SpeakerId;
import dev.rostrum.diarization.timeline.SpeechTurn.Certainty;
import dev.rostrum.diarization.timeline.TimelineEvent;
import dev.rostrum.diarization.timeline.TimelineEvent.TurnChange;
import dev.rostrum.service.event.RoomEvent;
import dev.rostrum.service.event.RoomState;
import dev.rostrum.service.event.RoomState.ActiveSpeaker;
import dev.rostrum.service.event.RoomState.Phase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;

/** What axe finds on the page, in each of its states. */
class PageAccessibilityIT extends PageInBrowser {
    private static final String AXE = axe();

    @BeforeEach
    void open() {
        browser.get(server.url() + "login?token=" + Pages.TOKEN);
        await(() -> shows("#link", "live")
                && !browser.findElements(By.cssSelector(".turn")).isEmpty());
        server.onEvent(Pages.ended(Pages.doubtful(3, 3, 9, 10, Certainty.PROVISIONAL, 0.4f)));
        server.onEvent(new RoomEvent.Timeline(new TimelineEvent.Correction(
                80L * Pages.RATE, 1, List.of(new TurnChange.Replaced(Pages.turn(2, 1, 1, 3, 9))))));
        server.onEvent(new RoomEvent.StateChanged(new RoomState(
                Phase.LISTENING,
                List.of(new ActiveSpeaker(new SpeakerId(1), 0, Optional.of(new Bearing(40, 1)))),
                false,
                List.of(),
                80L * Pages.RATE)));
        pages.position.set(80L * Pages.RATE);
        await(() -> shows("#corrections", "correction 1")
                && shows("#where-words", "S1 at 40")
                && shows(".strip .mark", "+S2")
                && browser.findElement(By.id("until")).isEnabled());
    }

    @AfterEach
    void stop() {
        browser.get("about:blank");
        browser.manage().deleteAllCookies();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void shouldFindNothingOnThePage(String scheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        assertThat(violations()).isEmpty();

        server.onEvent(new RoomEvent.StateChanged(
                new RoomState(Phase.MUTED, List.of(), false, List.of("broker"), 10L * Pages.RATE)));
        await(() -> shows("#mute", "Unmute"));
        assertThat(violations()).as("muted").isEmpty();
    }

    @Test
    void shouldFindNothingInTheDialogs() {
        browser.findElement(By.cssSelector("[data-speaker='S1'] button")).click();
        assertThat(violations()).as("naming").isEmpty();
        browser.navigate().refresh();
        await(() -> shows("#link", "live"));
        browser.findElement(By.id("new-meeting")).click();
        assertThat(violations()).as("new meeting").isEmpty();
    }

    @Test
    void shouldFindNothingWhereOneMayOnlyWatchAndWhereTheTokenIsAskedFor() {
        browser.manage().deleteAllCookies();
        browser.navigate().refresh();
        await(() -> shows("#link", "live"));
        assertThat(violations()).isEmpty();
        browser.get(server.url() + "login#wrong");
        assertThat(violations()).as("login").isEmpty();
    }

    @Test
    void shouldFindWhatIsWrong() {
        browser.executeScript("document.querySelector('#corrections').setAttribute('role', 'log')");

        assertThat(violations()).anyMatch(found -> found.startsWith("listitem"));
    }

    private static boolean shows(String part, String words) {
        return String.valueOf(
                        browser.executeScript("return document.querySelector(arguments[0])?.textContent ?? ''", part))
                .contains(words);
    }

    @SuppressWarnings("unchecked")
    private static List<String> violations() {
        browser.executeScript(AXE);
        return (List<String>) Objects.requireNonNull(browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ["violations"]}).then(found => done(found.violations.map(
                    one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).join("; ")}`)));
                """));
    }

    private static String axe() {
        try (InputStream in = PageAccessibilityIT.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
