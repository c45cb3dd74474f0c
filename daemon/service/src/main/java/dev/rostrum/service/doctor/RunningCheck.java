package dev.rostrum.service.doctor;

import dev.rostrum.service.json.BadJsonException;
import dev.rostrum.service.json.Json;
import java.util.ArrayList;
import java.util.List;

/** What a running daemon says of itself: it holds sound card, light and button, and nobody else may look at them. */
final class RunningCheck implements Check {
    private record Status(String phase, List<String> degraded) {}

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
        try {
            Status said = Json.CAMEL.read(status, Status.class);
            return findings(said.phase(), said.degraded());
        } catch (BadJsonException e) {
            return List.of(Finding.failed(part(), "check-failed", "its answer cannot be read", "restart it"));
        }
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
