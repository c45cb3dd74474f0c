package dev.rostrum.daemon.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.daemon.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/**
 * What the doctor found, for people and for machines.
 *
 * @param seconds how long it took
 */
public record DoctorReport(List<Finding> findings, double seconds) {
    private static final JsonFactory JSON = new JsonFactory();

    public DoctorReport {
        findings = List.copyOf(findings);
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
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("schema", 1);
            json.writeBooleanField("well", well());
            json.writeNumberField("seconds", seconds);
            json.writeArrayFieldStart("findings");
            for (Finding finding : findings) {
                json.writeStartObject();
                json.writeStringField("part", finding.part());
                json.writeStringField("verdict", finding.verdict().word());
                json.writeStringField("fault", finding.fault());
                json.writeStringField("detail", finding.detail());
                json.writeStringField("remedy", finding.remedy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return text.toString();
    }
}
