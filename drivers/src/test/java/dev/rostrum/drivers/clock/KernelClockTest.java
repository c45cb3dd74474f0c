package dev.rostrum.drivers.clock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rostrum.drivers.clock.KernelClock.Kept;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelClockTest {
    private static final int TIME_ERROR = 5;
    /** The kernel again, by another language's way to it. */
    private static final String PYTHON = """
            import ctypes
            class Timex(ctypes.Structure):
                _fields_ = [('modes', ctypes.c_uint), ('offset', ctypes.c_long), ('freq', ctypes.c_long),
                            ('maxerror', ctypes.c_long), ('rest', ctypes.c_long * 60)]
            timex = Timex()
            state = ctypes.CDLL(None).adjtimex(ctypes.byref(timex))
            print('NOT_TOLD' if state < 0 else 'SYNCHRONISED' if timex.maxerror < 16000000 else 'UNSYNCHRONISED')
            """;

    @ParameterizedTest
    @CsvSource({"0, SYNCHRONISED", "15999999, SYNCHRONISED", "16000000, UNSYNCHRONISED", "90000000, UNSYNCHRONISED"})
    void shouldGoByHowWrongTheClockMayBe(long maxErrorUs, Kept kept) {
        KernelClock clock = new KernelClock(timex -> {
            assertThat(timex.get(ValueLayout.JAVA_INT, 0))
                    .as("modes: nothing is set")
                    .isZero();
            timex.set(ValueLayout.JAVA_LONG, KernelClock.MAX_ERROR_AT, maxErrorUs);
            return TIME_ERROR; // also of a clock that is kept, where the hardware's is not to be touched
        });
        assertThat(clock.kept()).isEqualTo(kept);
    }

    @Test
    void shouldTellARefusalFromAClockThatNobodyKeeps() {
        assertThat(new KernelClock(timex -> -1).kept()).isEqualTo(Kept.NOT_TOLD);
    }

    @Test
    void shouldReadTheKernelAsOthersDo() throws Exception {
        assertThat(new KernelClock().kept()).isEqualTo(Kept.valueOf(python()));
    }

    private static String python() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("python3", "-c", PYTHON).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            process.waitFor();
            return said;
        } catch (IOException e) {
            Assumptions.abort("python3 is not installed");
            return "";
        }
    }
}
