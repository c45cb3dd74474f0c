package dev.rostrum.lab.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.rostrum.lab.scoring.DiarizationScore;
import dev.rostrum.lab.scoring.RttmComparison;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SortedMap;

/** Scores as JSON: times in seconds, rates as shares (0.1 is ten per cent), what is infinite as null. */
public final class ScoreJson {
    private static final int SCHEMA = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private ScoreJson(JsonGenerator json) {
        this.json = json;
    }

    /** The document of {@code rostrum score}. */
    public static String of(RttmComparison comparison, DiarizationScore.Settings settings) {
        return document(writer -> {
            writer.json.writeNumberField("collar_s", settings.collarSeconds());
            writer.json.writeBooleanField("skip_overlap", settings.overlap() == DiarizationScore.Overlap.SKIPPED);
            writer.texts("notes", comparison.notes());
            writer.scores(comparison.scores(), comparison.total());
        });
    }

    @FunctionalInterface
    interface Content {
        void write(ScoreJson to) throws IOException;
    }

    static String document(Content content) {
        StringWriter text = new StringWriter();
        DefaultPrettyPrinter pretty = new DefaultPrettyPrinter();
        pretty.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try (JsonGenerator json = FACTORY.createGenerator(text).setPrettyPrinter(pretty)) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            content.write(new ScoreJson(json));
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return text.append('\n').toString();
    }

    void object(String name, Content content) throws IOException {
        json.writeObjectFieldStart(name);
        content.write(this);
        json.writeEndObject();
    }

    void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    void number(String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }

    void text(String name, String value) throws IOException {
        json.writeStringField(name, value);
    }

    void count(String name, long value) throws IOException {
        json.writeNumberField(name, value);
    }

    private void scores(SortedMap<String, DiarizationScore> scores, DiarizationScore total) throws IOException {
        json.writeObjectFieldStart("recordings");
        for (var entry : scores.entrySet()) {
            object(entry.getKey(), to -> to.diarization(entry.getValue()));
        }
        json.writeEndObject();
        object("total", to -> to.diarization(total));
    }

    void diarization(DiarizationScore score) throws IOException {
        number("speech_s", score.totalNs() / 1e9);
        number("der", score.der());
        number("miss_s", score.missNs() / 1e9);
        number("false_alarm_s", score.falseAlarmNs() / 1e9);
        number("confusion_s", score.confusionNs() / 1e9);
        number("jer", score.jer());
        count("reference_speakers", score.referenceSpeakers());
        count("found_speakers", score.foundSpeakers());
    }
}
