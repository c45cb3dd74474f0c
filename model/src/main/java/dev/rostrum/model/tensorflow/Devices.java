package dev.rostrum.model.tensorflow;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.rostrum.model.ModelException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;

/** What the native library could compute on, and which library that is. */
final class Devices {
    private static final String LIBRARY = "libtensorflow_cc";

    private Devices() {}

    /**
     * The kinds of devices that the library sees, such as {@code CPU} and {@code GPU}, one entry each.
     *
     * @param settings of the process: the first session fixes its threads
     * @throws ModelException if the library does not say
     */
    static List<String> seen(LoadedModels.Settings settings) {
        byte[] config = SessionConfig.of(settings).toByteArray();
        try (TF_Status status = tensorflow.TF_NewStatus();
                TF_Graph graph = tensorflow.TF_NewGraph();
                TF_SessionOptions options = tensorflow.TF_NewSessionOptions();
                BytePointer bytes = new BytePointer(config)) {
            tensorflow.TF_SetConfig(options, bytes, config.length, status);
            TF_Session session = tensorflow.TF_NewSession(graph, options, status);
            require(status);
            List<String> kinds = kinds(session, status);
            tensorflow.TF_CloseSession(session, status);
            tensorflow.TF_DeleteSession(session, status);
            tensorflow.TF_DeleteSessionOptions(options);
            tensorflow.TF_DeleteGraph(graph);
            require(status);
            tensorflow.TF_DeleteStatus(status);
            return kinds;
        }
    }

    /** The file of the native library in use; {@code unknown} where the system does not say. */
    static String library() {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.contains(LIBRARY))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** How wide the vectors are that Java's compiler computes with here, which the kernels are made for. */
    static String vectors() {
        try {
            HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return "vectors of " + machine.getVMOption("MaxVectorSize").getValue() + " bytes";
        } catch (IllegalArgumentException e) {
            return "vectors of a width that this Java does not tell";
        }
    }

    private static List<String> kinds(TF_Session session, TF_Status status) {
        TF_DeviceList list = tensorflow.TF_SessionListDevices(session, status);
        require(status);
        List<String> kinds = new ArrayList<>();
        for (int i = 0; i < tensorflow.TF_DeviceListCount(list); i++) {
            kinds.add(tensorflow.TF_DeviceListType(list, i, status).getString());
        }
        tensorflow.TF_DeleteDeviceList(list);
        return List.copyOf(kinds);
    }

    private static void require(TF_Status status) {
        if (tensorflow.TF_GetCode(status) != tensorflow.TF_OK) {
            throw new ModelException("TensorFlow does not say what it can compute on: "
                    + tensorflow.TF_Message(status).getString());
        }
    }
}
