package dev.rostrum.lab.study;

import dev.rostrum.lab.alteration.AddedNoise;
import dev.rostrum.lab.alteration.Alteration;
import dev.rostrum.lab.alteration.Band;
import dev.rostrum.lab.alteration.Clipping;
import dev.rostrum.lab.alteration.Companding;
import dev.rostrum.lab.alteration.Gain;
import dev.rostrum.lab.alteration.InTurn;
import dev.rostrum.lab.alteration.LateReverberation;
import dev.rostrum.lab.alteration.LowRate;
import dev.rostrum.lab.alteration.Speed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alterations under which the tracker is tried, by the names they have in tables and files. */
final class Conditions {
    private static final double NO_EDGE = 1e9;

    private Conditions() {}

    /** In the order in which they are shown. */
    static Map<String, Alteration> all() {
        Map<String, Alteration> all = new LinkedHashMap<>();
        for (int db : List.of(-30, -15, 12)) {
            all.put("gain %+d dB".formatted(db), new Gain(db));
        }
        all.put("high-pass 300 Hz", new Band(300, NO_EDGE));
        all.put("low-pass 3000 Hz", new Band(0, 3000));
        all.put("telephone", telephone());
        all.put("8 kHz origin", new LowRate(8000));
        all.put("clipping, 10 % of samples", new Clipping(0.1));
        for (int db : List.of(20, 10, 5, 0)) {
            all.put("pink noise, %d dB".formatted(db), new AddedNoise(db));
        }
        all.put("reverberation 1.0 s", new LateReverberation(1.0, 0));
        all.put("speed -3 %", new Speed(0.97));
        all.put("speed +3 %", new Speed(1.03));
        return all;
    }

    /** An analogue line: 300 to 3400 Hz, 8000 samples a second, 8 bit mu-law. */
    private static Alteration telephone() {
        return new InTurn(List.of(new Band(300, 3400), new LowRate(8000), new Companding()));
    }
}
