package dev.rostrum.drivers.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rostrum.drivers.DeviceException;
import dev.rostrum.drivers.audio.AudioSource.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of a sound card, on a script. */
final class SoundCardSourceTest {
    private static final int RATE = 16_000;

    @TempDir
    Path proc;

    private final ScriptedSound sound = new ScriptedSound();
    private long nowNs = 1_000_000_000L;

    @BeforeEach
    void plugIn() {
        sound.cards.add(new SoundCard("PCH [plughw:0,0]", "HDA Intel PCH"));
        sound.cards.add(new SoundCard("ArrayUAC10 [plughw:1,0]", "ReSpeaker 4 Mic Array"));
    }

    @Test
    void shouldDeliverTheChosenChannelsOfTheCardThatTheNameMatches() {
        SoundCardSource source = source("(?i)array", 6, List.of(4, 1));
        assertThat(source.open()).isEqualTo(new CaptureFormat(RATE, 2, List.of(4, 1)));
        AudioBlock block = new AudioBlock(2, 400);
        assertThat(source.read(block)).isEqualTo(Outcome.NOT_YET);
        sound.waiting = 1000;
        assertThat(source.read(block)).isEqualTo(Outcome.FRAMES);
        assertThat(source.read(block)).isEqualTo(Outcome.FRAMES);
        assertThat(block.positionFrames()).isEqualTo(400);
        assertThat(block.frames()).isEqualTo(400);
        assertThat(block.channel(0)[7]).isEqualTo((10 * 407 + 4) / 32768f);
        assertThat(block.channel(1)[7]).isEqualTo((10 * 407 + 1) / 32768f);
        assertThat(source.read(block)).isEqualTo(Outcome.FRAMES);
        assertThat(block.frames()).isEqualTo(200);
    }

    @Test
    void shouldGiveUpALineThatReadsNothingThreeTimes() {
        SoundCardSource source = source(".", 1, List.of());
        source.open();
        AudioBlock block = new AudioBlock(1, 400);
        sound.waiting = 400;
        sound.dead = true;
        assertThat(source.read(block)).isEqualTo(Outcome.NOT_YET);
        assertThat(source.read(block)).isEqualTo(Outcome.NOT_YET);
        assertThat(source.read(block)).isEqualTo(Outcome.LOST);
        assertThat(source.report().lost()).contains("reads nothing");
    }

    @Test
    void shouldGiveUpALineThatStaysQuiet() {
        SoundCardSource source = source(".", 1, List.of());
        source.open();
        AudioBlock block = new AudioBlock(1, 400);
        nowNs += 5_000_000_000L;
        assertThat(source.read(block)).isEqualTo(Outcome.NOT_YET);
        nowNs += 1_999_000_000L;
        assertThat(source.read(block)).isEqualTo(Outcome.NOT_YET);
        nowNs += 1_000_000L;
        assertThat(source.read(block)).isEqualTo(Outcome.LOST);
        assertThat(source.report().lost()).isEqualTo("it brought no sound for 2000 ms");
    }

    @Test
    void shouldFindTheCardAgainUnderAnotherNumber() {
        SoundCardSource source = source("ArrayUAC10", 4, List.of());
        source.open();
        sound.cards.clear();
        assertThatThrownBy(source::open)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("libasound2")
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.NO_CARD);
        sound.cards.add(new SoundCard("PCH [plughw:0,0]", "HDA Intel PCH"));
        assertThatThrownBy(source::open)
                .isInstanceOf(DeviceException.class)
                .hasMessage("no sound card matches 'ArrayUAC10'; there are: PCH [plughw:0,0]; plug it in, or correct"
                        + " the card's pattern");
        sound.cards.add(new SoundCard("ArrayUAC10 [plughw:3,0]", "ReSpeaker 4 Mic Array"));
        assertThat(source.open().channels()).isEqualTo(4);
        assertThat(sound.closed).isEqualTo(1);
        source.close();
        source.close();
        assertThat(sound.closed).isEqualTo(2);
    }

    @Test
    void shouldNotTrustAListThatTheKernelContradicts() throws IOException {
        Files.writeString(proc.resolve("cards"), " 1 [Webcam         ]: USB-Audio - Webcam\n");
        SoundCardSource source = source("ArrayUAC10", 4, List.of());
        assertThatThrownBy(source::open)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("card Webcam is in its place");
        assertThat(sound.opened).isZero();
    }

    @Test
    void shouldSayWhatAlsaConverts() throws IOException {
        hardware("format: S16_LE\nchannels: 6\nrate: 48000 (48000/1)\n");
        SoundCardSource source = source("ArrayUAC10", 4, List.of());
        source.open();
        assertThat(source.report().remarks())
                .hasSize(2)
                .anyMatch(remark -> remark.contains("rate 48000, ALSA converts it to 16000"))
                .anyMatch(remark -> remark.contains("channels 6, ALSA converts it to 4"));
        hardware("format: S16_LE\nchannels: 2\nrate: 16000 (16000/1)\n");
        assertThatThrownBy(source::open)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("has 2 channels, 4 are asked; set channels to 2")
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.TOO_FEW_CHANNELS);
        assertThat(sound.closed).isEqualTo(2);
    }

    @Test
    void shouldCloseALineWhoseChannelsDoNotSuffice() {
        SoundCardSource source = source("Array", 4, List.of(1, 4));
        assertThatThrownBy(source::open)
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("channel 4 is asked of sound card ArrayUAC10 [plughw:1,0]");
        assertThat(sound.closed).isEqualTo(1);
    }

    @Test
    void shouldTurnALossIntoAGap() {
        SoundCardSource source = source(".", 1, List.of());
        source.open();
        AudioBlock block = new AudioBlock(1, 320);
        long gaps = 0;
        for (int i = 0; i < 500; i++) {
            nowNs += 20_000_000;
            sound.waiting += i == 250 ? 0 : 320;
            if (source.read(block) == Outcome.FRAMES) {
                gaps += block.gapFrames();
            }
        }
        assertThat(gaps).isBetween(318L, 322L);
        assertThat(block.positionFrames() + block.frames()).isBetween(499 * 320L + gaps - 320, 500 * 320L + 2);
        assertThat(source.report().gaps()).isEqualTo(1);
        assertThat(source.report().lostFrames()).isEqualTo(gaps);
    }

    @Test
    void shouldTellTheNameOfACardFromItsPlace() {
        SoundCard card = new SoundCard("ArrayUAC10 [plughw:3,1]", "");
        assertThat(card.cardId()).isEqualTo("ArrayUAC10");
        assertThat(card.index()).hasValue(3);
        assertThat(card.device()).hasValue(1);
        SoundCard server = new SoundCard("PulseAudio [default]", "");
        assertThat(server.cardId()).isEqualTo("PulseAudio");
        assertThat(server.index()).isEmpty();
    }

    @Test
    void shouldNameWhoHoldsABusyCard() throws IOException {
        sound.refuses = true;
        Path folder = Files.createDirectories(proc.resolve("card1/pcm0c/sub0"));
        Files.writeString(folder.resolve("status"), "closed\n");
        assertThatThrownBy(source("Array", 1, List.of())::open)
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.OTHER);
        Files.writeString(folder.resolve("status"), "state: RUNNING\nowner_pid   : 4711\n");
        assertThatThrownBy(source("Array", 1, List.of())::open)
                .hasMessageContaining("process 4711 holds it")
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.CARD_BUSY);
    }

    @Test
    void shouldTellAWrongCardFromNone() {
        assertThatThrownBy(source("Nowhere", 1, List.of())::open)
                .extracting(e -> ((DeviceException) e).fault())
                .isEqualTo(DeviceException.Fault.WRONG_CARD);
    }

    @Test
    void shouldRefuseAPatternThatIsNone() {
        assertThatThrownBy(() -> source("(array", 1, List.of()))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("'(array' is no regular expression");
    }

    @Test
    void shouldListWhatOpens() {
        SoundCards cards = new SoundCards(sound, new KernelSound(proc));
        assertThat(cards.list()).hasSize(2).allSatisfy(listing -> {
            assertThat(listing.offers()).hasSize(10);
            assertThat(listing.refusal()).isEmpty();
        });
        sound.refuses = true;
        assertThat(cards.list()).allSatisfy(listing -> {
            assertThat(listing.offers()).isEmpty();
            assertThat(listing.refusal()).contains("busy");
        });
        assertThat(sound.closed).isEqualTo(20);
    }

    private void hardware(String parameters) throws IOException {
        Path folder = Files.createDirectories(proc.resolve("card1/pcm0c/sub0"));
        Files.writeString(folder.resolve("hw_params"), parameters);
    }

    private SoundCardSource source(String card, int channels, List<Integer> use) {
        SoundCardSettings settings = new SoundCardSettings(
                card, channels, RATE, SampleEncoding.S16_LE, use, Duration.ofMillis(400), Duration.ofSeconds(2));
        return new SoundCardSource(settings, sound, new KernelSound(proc), () -> nowNs);
    }
}
