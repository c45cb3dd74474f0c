package dev.rostrum.service.doctor;

import dev.rostrum.service.doctor.Finding.Verdict;
import dev.rostrum.service.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What the doctor found, for people and for machines.
 *
 * @param seconds how long it took
 */
public record DoctorReport(List<Finding> findings, double seconds) {
    private static final int SCHEMA = 1;

    private record Document(int schema, boolean well, double seconds, List<Finding> findings) {}

    public DoctorReport {
        findings = List.copyOf(findings);
    }

    /**
     * What {@link #json} wrote.
     *
     * @throws IOException if it did not
     */
    static DoctorReport read(String text) throws IOException {
        Document document = Json.CAMEL.read(text, Document.class);
        return new DoctorReport(document.findings(), document.seconds());
    }

    /** Whether nothing has failed. */
    public boolean well() {
        return findings.stream().noneMatch(finding -> finding.verdict() == Verdict.FAILED);
    }

    /** One line a finding, and under it what to do. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            String fault = finding.fault().isEmpty() ? "" : finding.fault() + ": ";
            text.append(String.format(
                    Locale.ROOT,
                    "%-9s %-8s %s%s%n",
                    finding.part(),
                    finding.verdict() == Verdict.FAILED
                            ? "FAILED"
                            : finding.verdict().word(),
                    fault,
                    finding.detail()));
            if (!finding.remedy().isEmpty()) {
                text.append("                   -> ").append(finding.remedy()).append('\n');
            }
        }
        return text.toString();
    }

    /** One JSON object. */
    public String json() {
        return Json.CAMEL.text(new Document(SCHEMA, well(), seconds, findings));
    }
}
