package dev.rostrum.lab.cli;

import dev.rostrum.diarization.pipeline.Networks;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.lab.evaluation.EvidenceStore;
import dev.rostrum.model.tensorflow.LoadedModels;
import dev.rostrum.service.annotation.RecordingName;
import dev.rostrum.service.cli.ArrayOption;
import dev.rostrum.service.cli.Console;
import dev.rostrum.service.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rostrum evidence}: records what the networks say of sound files, so that tracking can run without them. */
@Command(name = "evidence", hidden = true, description = "Records what the networks say of sound files.")
final class EvidenceCommand implements Callable<Integer> {
    private final Console console;
    private final LeftOut leftOut;

    @Parameters(arity = "1..*", paramLabel = "FILE|DIR", description = "WAV or FLAC files, or folders of them.")
    private List<Path> sounds = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the recordings go.")
    private Path out = Path.of(".");

    @Mixin
    private ArrayOption array = new ArrayOption();

    @Option(names = "--jobs", defaultValue = "2", paramLabel = "N", description = "Files at a time (${DEFAULT-VALUE}).")
    private int jobs;

    EvidenceCommand(Console console) {
        this.console = console;
        this.leftOut = new LeftOut(console);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (jobs < 1) {
            return console.fail(ExitCode.USAGE, "--jobs is " + jobs + ", it must be 1 or more");
        }
        EvidenceStore store = new EvidenceStore(out);
        Queue<Path> waiting = new ConcurrentLinkedQueue<>(files());
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            for (int i = 0; i < jobs; i++) {
                running.add(pool.submit(() -> work(store, waiting)));
            }
        }
        for (Future<?> future : running) {
            future.get();
        }
        return leftOut.exitCode();
    }

    private void work(EvidenceStore store, Queue<Path> waiting) {
        try (Networks networks = Networks.load(LoadedModels.Settings.defaults(), Networks.Settings.defaults())) {
            for (Path sound = waiting.poll(); sound != null; sound = waiting.poll()) {
                long begin = System.nanoTime();
                try {
                    Path made = store.evidenceOf(sound, networks, array.listening(console::tell), position -> {});
                    console.err().printf("%s in %.1f s%n", made, (System.nanoTime() - begin) / 1e9);
                } catch (DeviceException | UncheckedIOException e) {
                    leftOut.tell(e);
                }
            }
        }
    }

    private List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path sound : sounds) {
            if (Files.isDirectory(sound)) {
                try (Stream<Path> inside = Files.list(sound)) {
                    inside.filter(RecordingName::isSound).sorted().forEach(found::add);
                }
            } else {
                found.add(sound);
            }
        }
        return found;
    }
}
