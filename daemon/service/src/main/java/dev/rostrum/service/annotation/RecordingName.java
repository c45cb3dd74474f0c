package dev.rostrum.service.annotation;

import dev.rostrum.drivers.audio.AudioFileSource;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a recording is called: its file's name without the ending, where the ending is one that we know. Dots may stand
 * in a name, so {@code meeting.2026.11} is called just that.
 */
public final class RecordingName {
    private static final Pattern SOUND = Pattern.compile("(.+)\\.(?:wav|wave|flac)", ending());
    private static final Pattern KNOWN =
            Pattern.compile("(.+)\\.(?:wav|wave|flac|rttm|uem|json|jsonl|ctm|vtt|txt)", ending());
    private static final Pattern NO_PART_OF_A_WORD = Pattern.compile("[\\s\\p{Z}\\p{Cntrl}]+");

    private RecordingName() {}

    /** The name that a sound file, or a file beside one, gives its recording; any case of the ending. */
    public static String of(Path file) {
        if (file.equals(AudioFileSource.STANDARD_INPUT)) {
            return "stdin";
        }
        String name = String.valueOf(file.getFileName());
        Matcher known = KNOWN.matcher(name);
        return known.matches() ? known.group(1) : name;
    }

    /** Whether the ending says WAV or FLAC. */
    public static boolean isSound(Path file) {
        return SOUND.matcher(String.valueOf(file.getFileName())).matches();
    }

    /** The name as one word of a line: white space of any kind, and what would end the line, becomes {@code _}. */
    public static String word(String name) {
        return NO_PART_OF_A_WORD.matcher(name).replaceAll("_");
    }

    private static int ending() {
        return Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
    }
}
