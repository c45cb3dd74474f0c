package dev.rostrum.lab.words;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rostrum.lab.words.Transcript.OwnedWord;
import dev.rostrum.lab.words.Transcript.Phrase;
import dev.rostrum.service.annotation.DecimalSeconds;
import dev.rostrum.service.annotation.RecordingName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A transcript as text in one of the usual forms. */
public final class TranscriptText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private TranscriptText() {}

    /** What the text looks like. */
    public enum Format {
        /** NIST's segment time marks: a line for each phrase. */
        STM,
        /** WebVTT with voices and a time for each word. */
        VTT,
        /** Whisper's JSON with a speaker for each phrase and word. */
        JSON,
        /** For people: a line for each phrase. */
        TXT
    }

    /** The whole text. */
    public static String of(Transcript transcript, Format format) {
        return switch (format) {
            case STM -> stm(transcript);
            case VTT -> vtt(transcript);
            case JSON -> json(transcript);
            case TXT -> txt(transcript);
        };
    }

    private static String stm(Transcript transcript) {
        StringBuilder text = new StringBuilder();
        String recording = RecordingName.word(transcript.recording());
        for (Phrase phrase : transcript.phrases()) {
            text.append(recording).append(" 1 ").append(phrase.speaker()).append(' ');
            text.append(DecimalSeconds.format(phrase.span().from())).append(' ');
            text.append(DecimalSeconds.format(phrase.span().to())).append(' ');
            text.append(phrase.text()).append('\n');
        }
        return text.toString();
    }

    private static String txt(Transcript transcript) {
        StringBuilder text = new StringBuilder();
        for (Phrase phrase : transcript.phrases()) {
            text.append('[').append(clock(phrase.span().from())).append("] ");
            text.append(phrase.speaker()).append(": ").append(phrase.text()).append('\n');
        }
        return text.toString();
    }

    private static String vtt(Transcript transcript) {
        StringBuilder text = new StringBuilder("WEBVTT\n");
        for (Phrase phrase : transcript.phrases()) {
            text.append('\n').append(clock(phrase.span().from())).append(" --> ");
            text.append(clock(phrase.span().to())).append("\n<v ");
            text.append(escaped(phrase.speaker())).append('>');
            String shown = clock(phrase.span().from());
            for (OwnedWord owned : phrase.words()) {
                String at = clock(owned.word().span().from());
                if (!at.equals(shown)) {
                    text.append('<').append(at).append('>');
                    shown = at;
                }
                text.append(escaped(owned.word().text())).append(' ');
            }
            text.setLength(text.length() - 1);
            text.append("</v>\n");
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String clock(long ns) {
        long ms = (ns + 500_000) / 1_000_000;
        return String.format(
                Locale.ROOT, "%02d:%02d:%02d.%03d", ms / 3_600_000, ms / 60_000 % 60, ms / 1000 % 60, ms % 1000);
    }

    private static String json(Transcript transcript) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("recording", transcript.recording());
            json.writeArrayFieldStart("segments");
            for (Phrase phrase : transcript.phrases()) {
                json.writeRaw('\n');
                write(json, phrase);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail", e);
        }
        return text.append('\n').toString();
    }

    private static void write(JsonGenerator json, Phrase phrase) throws IOException {
        json.writeStartObject();
        json.writeStringField("speaker", phrase.speaker());
        seconds(json, "start", phrase.span().from());
        seconds(json, "end", phrase.span().to());
        json.writeStringField("text", phrase.text());
        json.writeArrayFieldStart("words");
        for (OwnedWord owned : phrase.words()) {
            write(json, owned);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, OwnedWord owned) throws IOException {
        json.writeStartObject();
        json.writeStringField("word", owned.word().text());
        seconds(json, "start", owned.word().span().from());
        seconds(json, "end", owned.word().span().to());
        if (owned.word().timeFilled()) {
            json.writeBooleanField("time_filled", true);
        }
        if (owned.word().probability().isPresent()) {
            json.writeNumberField("probability", owned.word().probability().getAsDouble());
        }
        json.writeStringField("speaker", owned.owner().speaker());
        share(json, "speaker_probability", owned.owner().probability());
        if (!owned.owner().others().isEmpty()) {
            json.writeObjectFieldStart("others");
            for (var other : owned.owner().others().entrySet()) {
                share(json, other.getKey(), other.getValue());
            }
            json.writeEndObject();
        }
        if (owned.live().isPresent()) {
            json.writeStringField("speaker_live", owned.live().orElseThrow());
        }
        json.writeEndObject();
    }

    private static void seconds(JsonGenerator json, String name, long ns) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(DecimalSeconds.format(ns));
    }

    private static void share(JsonGenerator json, String name, double share) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(String.format(Locale.ROOT, "%.3f", share));
    }
}
