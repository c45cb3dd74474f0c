package dev.rostrum.lab.evaluation;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.lab.scoring.ScoredRegion;
import dev.rostrum.service.annotation.AnnotationException;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.annotation.Rttm;
import dev.rostrum.service.annotation.Uem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A folder of sound files with truth beside them: {@code NAME.wav} or {@code .flac}, {@code NAME.rttm}, {@code NAME.uem}. */
public final class MeetingFolder {
    private static final double NS_PER_SECOND = 1e9;

    private MeetingFolder() {}

    /**
     * Every recording of these folders, by name; see {@link #meetings(Path, Consumer)}.
     *
     * @throws AnnotationException two of them have one name, or a folder is wrong
     */
    public static List<Meeting> meetings(List<Path> folders, Consumer<RuntimeException> bad) {
        SortedMap<String, Meeting> byName = new TreeMap<>();
        for (Path folder : folders) {
            for (Meeting meeting : meetings(folder, bad)) {
                Meeting other = byName.put(meeting.name(), meeting);
                if (other != null) {
                    throw new AnnotationException(
                            meeting.sound(), "has the name of " + other.sound() + ", leave one out");
                }
            }
        }
        return List.copyOf(byName.values());
    }

    /**
     * Every sound file that has an RTTM, by name. All files are opened, so that what is wrong with any of them shows
     * before work begins.
     *
     * @param bad told of each recording whose sound, labels or regions cannot be read; it is left out
     * @throws AnnotationException no such folder, or nothing in it to evaluate, not even badly
     */
    public static List<Meeting> meetings(Path folder, Consumer<RuntimeException> bad) {
        List<Meeting> meetings = new ArrayList<>();
        boolean found = false;
        for (Path sound : sounds(folder)) {
            String name = RecordingName.of(sound);
            Path reference = sound.resolveSibling(name + ".rttm");
            if (!Files.exists(reference)) {
                continue;
            }
            if (!meetings.isEmpty() && meetings.getLast().name().equals(name)) {
                throw new AnnotationException(folder, "holds two sound files named " + name + ", keep one");
            }
            found = true;
            try {
                meetings.add(meeting(name, sound, reference));
            } catch (AnnotationException | DeviceException e) {
                bad.accept(e);
            }
        }
        if (!found) {
            throw new AnnotationException(folder, "holds no .wav or .flac file with an .rttm of the same name");
        }
        return meetings;
    }

    private static Meeting meeting(String name, Path sound, Path reference) {
        Path uem = sound.resolveSibling(name + ".uem");
        return new Meeting(
                name,
                sound,
                Rttm.readOne(reference, name),
                Files.exists(uem) ? ScoredRegion.uem(Uem.readOne(uem, name)) : ScoredRegion.commonExtent(),
                lengthNs(sound));
    }

    private static List<Path> sounds(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new AnnotationException(folder, Files.exists(folder) ? "is no folder" : "there is no such folder");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> RecordingName.isSound(file) || hasNameOfItsOwn(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sound without an ending that says so, such as {@code meeting.2026.11}: its truth is beside it all the same. */
    private static boolean hasNameOfItsOwn(Path file) {
        return RecordingName.of(file).equals(String.valueOf(file.getFileName()))
                && Files.exists(file.resolveSibling(file.getFileName() + ".rttm"));
    }

    private static long lengthNs(Path sound) {
        try (AudioFileSource source = new AudioFileSource(sound, List.of())) {
            CaptureFormat format = source.open();
            return Math.round(Math.max(0, source.totalFrames()) * (NS_PER_SECOND / format.sampleRate()));
        }
    }
}
