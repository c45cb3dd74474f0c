package dev.rostrum.service.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a running daemon says of itself: it holds sound card, light and button, and nobody else may look at them. */
final class RunningCheck implements Check {
    private static final JsonFactory JSON = new JsonFactory();

    private final String status;

    /** @param status one JSON object, as the control socket gives it */
    RunningCheck(String status) {
        this.status = status;
    }

    @Override
    public String part() {
        return "daemon";
    }

    @Override
    public List<Finding> look() {
        String phase = "unknown";
        List<String> degraded = new ArrayList<>();
        try (JsonParser json = JSON.createParser(status)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.VALUE_STRING && "phase".equals(json.currentName())) {
                    phase = json.getText();
                }
                if (json.currentToken() == JsonToken.START_ARRAY && "degraded".equals(json.currentName())) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        degraded.add(json.getText());
                    }
                }
            }
        } catch (IOException e) {
            return List.of(Finding.failed(part(), "check-failed", "its answer cannot be read", "restart it"));
        }
        return findings(phase, degraded);
    }

    private List<Finding> findings(String phase, List<String> degraded) {
        List<Finding> findings = new ArrayList<>();
        boolean hears = phase.equals("listening") || phase.equals("muted");
        String held = "runs and is " + phase + "; it holds sound card, light and button";
        findings.add(
                hears
                        ? Finding.fine(part(), held)
                        : Finding.failed(
                                part(), phase, held, "stop it (systemctl stop rostrumd) and ask again to learn why"));
        for (String word : degraded) {
            findings.add(Finding.failed(
                    part(),
                    word,
                    "the daemon says: " + word.replace('-', ' '),
                    "its log says more: journalctl -u rostrumd"));
        }
        return findings;
    }
}
