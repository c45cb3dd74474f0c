package dev.rostrum.service.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.rostrum.service.doctor.Finding.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    /**
     * What {@link #json} wrote.
     *
     * @throws IOException if it did not
     */
    static DoctorReport read(String text) throws IOException {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> fields = new HashMap<>();
        double seconds = 0;
        boolean whole = false;
        try (JsonParser json = JSON.createParser(text)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    fields.put(json.currentName(), json.getText());
                } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
                    seconds = json.getDoubleValue();
                } else if (token == JsonToken.END_OBJECT && fields.containsKey("verdict")) {
                    findings.add(finding(fields));
                    fields.clear();
                } else if (token == JsonToken.END_ARRAY) {
                    whole = true;
                }
            }
        }
        if (!whole) {
            throw new IOException("it says nothing");
        }
        return new DoctorReport(findings, seconds);
    }

    private static Finding finding(Map<String, String> fields) {
        return new Finding(
                fields.getOrDefault("part", ""),
                Verdict.valueOf(fields.getOrDefault("verdict", "").toUpperCase(Locale.ROOT)),
                fields.getOrDefault("fault", ""),
                fields.getOrDefault("detail", ""),
                fields.getOrDefault("remedy", ""));
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
