package dev.rostrum.lab.study;

import dev.rostrum.lab.alteration.AddedMusic;
import dev.rostrum.lab.alteration.Alteration;
import dev.rostrum.lab.alteration.Band;
import dev.rostrum.lab.alteration.Companding;
import dev.rostrum.lab.alteration.InTurn;
import dev.rostrum.lab.alteration.LowRate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What one voice, or two, are heard through, by the names of tables: as they are, with music, over a telephone, and
 * through codecs that model the voice in place of the wave, for which ffmpeg and SoX are asked.
 */
final class LineConditions {
    private static final Alteration LINE = new Band(300, 3400);
    private static final String DECODE = "ffmpeg -nostdin -v error -i CODED -ac 1 -c:a pcm_s16le OUT";

    private LineConditions() {}

    /** Those that need no other program. */
    static Map<String, UnaryOperator<WholeSound>> own() {
        Map<String, UnaryOperator<WholeSound>> own = new LinkedHashMap<>();
        own.put("as they are", UnaryOperator.identity());
        own.put("music 10 dB below", by(new AddedMusic(10)));
        own.put("telephone, mu-law", by(new InTurn(List.of(LINE, new LowRate(8000), new Companding()))));
        return own;
    }

    /** Those that another program makes. */
    static Map<String, Codec> codecs() {
        Map<String, Codec> codecs = new LinkedHashMap<>();
        codecs.put("GSM full rate", raw("gsm", "-ar 8000 -c:a libgsm"));
        codecs.put("Speex 8 kbit/s", ffmpeg("-ar 8000 -c:a libspeex -b:a 8000 -f ogg"));
        codecs.put("Opus 6 kbit/s", ffmpeg("-ar 16000 -c:a libopus -application voip -b:a 6000 -f ogg"));
        codecs.put("AMR 6.7 kbit/s", Codec.of("sox IN -r 8000 -C 3 -t amr-nb CODED", "sox -t amr-nb CODED OUT"));
        codecs.put("Codec 2, 2.4 kbit/s", ffmpeg("-ar 8000 -c:a libcodec2 -mode 2400 -f codec2"));
        codecs.put("G.722", raw("g722", "-ar 16000 -c:a g722"));
        return codecs;
    }

    /** Without a header that would say what it is. */
    private static Codec raw(String format, String options) {
        return Codec.of(
                "ffmpeg -nostdin -v error -i IN %s -f %s CODED".formatted(options, format),
                "ffmpeg -nostdin -v error -f " + format + " -i CODED -ac 1 -c:a pcm_s16le OUT");
    }

    private static Codec ffmpeg(String options) {
        return Codec.of("ffmpeg -nostdin -v error -i IN " + options + " CODED", DECODE);
    }

    private static UnaryOperator<WholeSound> by(Alteration alteration) {
        return sound -> new WholeSound(
                new float[][] {alteration.of(sound.channels()[0], sound.rateHz(), sound.channels()[0].length)},
                sound.rateHz());
    }
}
