package dev.rostrum.service.doctor;

import dev.rostrum.diarization.frontend.ChannelFault;
import dev.rostrum.diarization.frontend.ChannelHealth;
import dev.rostrum.diarization.frontend.ChannelMonitor;
import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioBlock;
import dev.rostrum.drivers.audio.AudioSource;
import dev.rostrum.drivers.audio.CaptureFormat;
import dev.rostrum.service.capture.CapturedSound;
import dev.rostrum.service.json.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The sound system, the card and every microphone, by listening for a few seconds. */
final class SoundCheck implements Check {
    private static final List<String> LIBRARY_FOLDERS =
            List.of("lib", "usr/lib", "usr/local/lib", "lib64", "usr/lib64");
    private static final String LIBRARY = "libasound.so.2";
    private static final int BLOCKS_PER_SECOND = 50;

    private final Path root;
    private final Supplier<AudioSource> source;
    private final Duration listen;

    /**
     * @param root of the file system, {@code /}
     * @param source of the sound as it is configured, at the device's rate, closed
     * @param listen how long; two seconds find what is dead, louder talk finds more
     */
    SoundCheck(Path root, Supplier<AudioSource> source, Duration listen) {
        this.root = root;
        this.source = source;
        this.listen = listen;
    }

    @Override
    public String part() {
        return "sound";
    }

    @Override
    public List<Finding> look() throws InterruptedException {
        if (!hasLibrary()) {
            return List.of(Finding.failed(
                    part(),
                    "no-libasound",
                    LIBRARY + " is not on this system, and without it Java finds no sound card",
                    "install the package libasound2t64 (before Debian 13: libasound2)"));
        }
        try (AudioSource opened = source.get()) {
            CaptureFormat format = opened.open();
            return listen(opened, format);
        } catch (DeviceException e) {
            return List.of(Finding.refused(part(), word(e), String.valueOf(e.getMessage())));
        }
    }

    private List<Finding> listen(AudioSource opened, CaptureFormat format) throws InterruptedException {
        ChannelMonitor monitor = new ChannelMonitor(CapturedSound.format(format), ChannelMonitor.Settings.defaults());
        AudioBlock block = new AudioBlock(format.channels(), format.sampleRate() / BLOCKS_PER_SECOND);
        long wanted = listen.toMillis() * format.sampleRate() / 1000;
        long endNs = System.nanoTime() + 2 * listen.toNanos();
        long heard = 0;
        while (heard < wanted && System.nanoTime() < endNs) {
            switch (opened.read(block)) {
                case FRAMES -> {
                    monitor.accept(new CapturedSound(block));
                    heard += block.frames();
                }
                case NOT_YET -> TimeUnit.MILLISECONDS.sleep(5);
                case LOST, END -> endNs = System.nanoTime();
            }
        }
        if (heard < wanted / 2) {
            return List.of(Finding.failed(
                    part(),
                    "no-sound",
                    "the card opens and brings no sound: " + opened.report().lost(),
                    "plug it in again, or try another port; 'dmesg' may say why"));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.fine(
                part(), format.channels() + " channels at " + format.sampleRate() + " Hz, " + levels(monitor)));
        for (ChannelHealth one : monitor.health()) {
            if (one.gated()) {
                findings.add(Finding.doubtful(
                        part(),
                        "microphone-gated",
                        "Microphone channel " + one.channel() + " delivers digital silence",
                        "look whether it is muted or unplugged, and talk while this listens: with a noise gate it is"
                                + " silent while nobody does"));
            }
            one.faults().stream()
                    .sorted()
                    .map(fault -> finding(one.channel(), fault))
                    .forEach(findings::add);
        }
        return findings;
    }

    private static String levels(ChannelMonitor monitor) {
        return monitor.health().stream()
                .map(one -> String.format(Locale.ROOT, "%.0f", one.levelDb()))
                .reduce((left, right) -> left + ", " + right)
                .map(levels -> levels + " dB")
                .orElse("");
    }

    private static Finding finding(int channel, ChannelFault fault) {
        String sentence = fault.sentence(channel);
        int cut = sentence.indexOf(';');
        String detail = cut < 0 ? sentence : sentence.substring(0, cut);
        String remedy = cut < 0 ? "" : sentence.substring(cut + 1).strip();
        String word = "microphone-" + fault.word();
        return switch (fault) {
            case DEAD, INVERTED, CLIPPING -> Finding.failed("sound", word, detail, remedy);
            case WEAK, STRONG, NOISY, HUM -> Finding.doubtful("sound", word, detail, remedy);
        };
    }

    private boolean hasLibrary() {
        return LIBRARY_FOLDERS.stream().map(root::resolve).anyMatch(SoundCheck::holdsLibrary);
    }

    private static boolean holdsLibrary(Path folder) {
        if (Files.exists(folder.resolve(LIBRARY))) {
            return true;
        }
        try (Stream<Path> inside = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return inside.filter(Files::isDirectory).anyMatch(sub -> Files.exists(sub.resolve(LIBRARY)));
        } catch (IOException e) {
            return false;
        }
    }

    private static String word(DeviceException failure) {
        return failure.fault() == DeviceException.Fault.OTHER ? "card-refuses" : Word.of(failure.fault());
    }
}
