package dev.rostrum.service.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rostrum.diarization.enrolment.OpenSetIdentification;
import dev.rostrum.diarization.enrolment.Person;
import dev.rostrum.diarization.enrolment.SoloPieces;
import dev.rostrum.diarization.evidence.EvidenceSink;
import dev.rostrum.diarization.frontend.FirstChannel;
import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioFileSource;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.analysis.SourcePlayer;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.testing.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fifty speakers whom nothing was fitted on: each is enrolled from half of its recordings and heard in the others. */
@Tag("long")
class OpenSetIdentificationIT {
    private static final Path VOICES = SourceTree.ROOT.resolve("../shared/data/voices");

    private final OpenSetIdentification openSet = OpenSetIdentification.packaged();
    private final Map<String, Person> enrolled = new TreeMap<>();
    private final Map<String, float[]> heard = new TreeMap<>();

    @Test
    void shouldKnowPeopleAndNotForceANameOnStrangers() throws IOException {
        assumeTrue(Files.isDirectory(VOICES), "no recordings in " + VOICES);
        listen();
        int missed = 0;
        int mistaken = 0;
        int strangersNamed = 0;
        int pairs = 0;
        int pairsAccepted = 0;
        for (Map.Entry<String, float[]> one : heard.entrySet()) {
            Optional<OpenSetIdentification.Match> match = openSet.match(one.getValue(), List.copyOf(enrolled.values()));
            missed += match.isEmpty() ? 1 : 0;
            mistaken += match.isPresent() && !match.get().person().name().equals(one.getKey()) ? 1 : 0;
            List<Person> others = enrolled.values().stream()
                    .filter(person -> !person.name().equals(one.getKey()))
                    .toList();
            strangersNamed += openSet.match(one.getValue(), others).isPresent() ? 1 : 0;
            for (Person other : others) {
                pairs++;
                pairsAccepted += OpenSetIdentification.likeness(other, one.getValue()) >= openSet.threshold() ? 1 : 0;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "threshold %.3f; %d speakers heard, %d not named (false reject), %d given another's name; "
                        + "%d strangers named against %d enrolled; pairs %d, accepted %d (false accept %.2f %%)%n",
                openSet.threshold(),
                heard.size(),
                missed,
                mistaken,
                strangersNamed,
                enrolled.size() - 1,
                pairs,
                pairsAccepted,
                100.0 * pairsAccepted / pairs);
        assertThat(heard).hasSizeGreaterThan(35);
        assertThat(mistaken).isZero();
        assertThat((double) missed / heard.size()).isLessThan(0.1);
        assertThat((double) pairsAccepted / pairs).isLessThan(0.01);
    }

    private void listen() throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> all = Files.list(VOICES)) {
            all.sorted()
                    .forEach(file -> files.computeIfAbsent(
                                    file.getFileName().toString().replaceFirst("_.*", ""), speaker -> new ArrayList<>())
                            .add(file));
        }
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), Networks.Settings.defaults())) {
            files.forEach((speaker, own) -> {
                int half = own.size() / 2;
                List<float[]> before = vectors(networks, own.subList(0, half));
                List<float[]> after = vectors(networks, own.subList(half, own.size()));
                if (before.size() >= 4 && after.size() >= 4) {
                    Person.Recording recording =
                            new Person.Recording(Instant.EPOCH, 1.5 * before.size(), openSet.voice(before));
                    enrolled.put(speaker, new Person(speaker, "test", Instant.EPOCH, List.of(recording)));
                    heard.put(speaker, openSet.voice(after));
                }
            });
        }
    }

    private static List<float[]> vectors(Networks networks, List<Path> sounds) {
        List<float[]> vectors = new ArrayList<>();
        for (Path sound : sounds) {
            SoloPieces pieces = new SoloPieces();
            play(networks, sound, pieces);
            vectors.addAll(pieces.vectors());
        }
        return vectors;
    }

    private static void play(Networks networks, Path sound, EvidenceSink evidence) {
        try (AudioSource source = new AudioFileSource(sound, List.of())) {
            CaptureFormat format = source.open();
            FirstChannel mono = new FirstChannel(CapturedSound.format(format), networks.sampleRate());
            new SourcePlayer(source, new AudioBlock(format.channels(), 1600), mono)
                    .play(networks.newPipeline(evidence), sample -> {});
        }
    }
}
