package dev.rostrum.service.status;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.openqa.selenium.chrome.ChromeDriver;

/** A page with a meeting of two, and one browser for all tests of a class. */
abstract class PageInBrowser {
    static ChromeDriver browser;

    final Pages pages = new Pages();
    StatusServer server;

    @BeforeAll
    static void openBrowser() {
        browser = Chromium.open();
    }

    @AfterAll
    static void closeBrowser() {
        if (browser != null) {
            browser.quit();
        }
    }

    /** Speaker 1 from second 1 to 4, speaker 2 from 3 to 9, heard to second 10. */
    @BeforeEach
    void serveMeeting() throws IOException {
        server = pages.serve(Pages.settings());
        server.onEvent(Pages.meeting());
        server.onEvent(Pages.ended(Pages.turn(1, 0, 1, 1, 4)));
        server.onEvent(Pages.ended(Pages.turn(2, 0, 2, 3, 9)));
        pages.position.set(10L * Pages.RATE);
    }
}
