package dev.rostrum.service.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jinja, which Home Assistant renders its templates with; a test that asks for it is skipped where it is not installed. */
final class Jinja {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Jinja() {}

    /** What a Python script that reads JSON and writes JSON makes of {@code given}. */
    static JsonNode run(String script, JsonNode given) throws IOException, InterruptedException {
        Process process = process(script);
        try (var in = process.getOutputStream()) {
            in.write(MAPPER.writeValueAsBytes(given));
        }
        return MAPPER.readTree(new String(process.getInputStream().readAllBytes(), UTF_8));
    }

    private static Process process(String script) throws InterruptedException {
        try {
            Assumptions.assumeTrue(
                    new ProcessBuilder("python3", "-c", "import jinja2").start().waitFor() == 0,
                    "Jinja is not installed (Debian package python3-jinja2)");
            return new ProcessBuilder("python3", "-c", script)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Assumptions.abort("python3 is not installed");
        }
    }
}
