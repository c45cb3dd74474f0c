package dev.rostrum.model.tensorflow;

import dev.rostrum.model.ModelException;
import dev.rostrum.model.bundle.WeightFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * One loaded graph and its session, owned until {@link #close}. A run is one call and leaves no tensor behind; runs of
 * several threads do not disturb each other, but closing must come after the last of them.
 */
final class NetworkRunner implements AutoCloseable {
    private final String name;
    private final Graph graph;
    private final Session session;
    private final List<GraphPorts> stages;

    NetworkRunner(
            String name,
            WeightFile weights,
            Function<GraphWriter, List<GraphPorts>> builder,
            LoadedModels.Settings settings) {
        this.name = name;
        graph = new Graph();
        try {
            stages = builder.apply(new GraphWriter(graph, weights));
            session = new Session(graph, SessionConfig.of(settings));
        } catch (ModelException e) {
            graph.close();
            throw new ModelException(name + ": " + e.getMessage(), e);
        } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
            graph.close();
            throw new ModelException(name + ": TensorFlow refuses the graph: " + first(e), e);
        }
    }

    /** One input of a run: {@code values} from {@code offset} on, row-major, in {@code shape}. */
    static List<TFloat32> tensor(float[] values, int offset, long... shape) {
        Shape as = Shape.of(shape);
        return List.of(TFloat32.tensorOf(
                as, t -> t.copyFrom(DataBuffers.of(values, true, false).slice(offset, as.size()))));
    }

    /** Of a graph that is loaded already, with its session; both are this object's from now on. */
    NetworkRunner(String name, Graph graph, Session session, List<GraphPorts> stages) {
        this.name = name;
        this.graph = graph;
        this.session = session;
        this.stages = List.copyOf(stages);
    }

    /**
     * Feeds {@code inputs} in the order of stage {@code stage} and returns its result, row-major. Closes the inputs.
     *
     * @throws ModelException if the library fails
     */
    float[] run(int stage, List<? extends Tensor> inputs) {
        return run(stage, inputs, new float[0]);
    }

    /**
     * The same into {@code buffer}, where that has as many places as there are numbers; else in a new array. What is large
     * and made for every window would otherwise outlive the young garbage, and the heap would grow with it.
     */
    float[] run(int stage, List<? extends Tensor> inputs, float[] buffer) {
        return answers(stage, inputs, buffer).getFirst().values();
    }

    /** All results of a stage, the one that has as many numbers as {@code buffer} in that. */
    List<float[]> runAll(int stage, List<? extends Tensor> inputs, float[] buffer) {
        return answers(stage, inputs, buffer).stream().map(Answer::values).toList();
    }

    /**
     * The same of a network of which the shape of its result is only known once it has one.
     *
     * @throws ModelException if the library fails, or the shape is another
     */
    float[] run(int stage, List<? extends Tensor> inputs, long... shape) {
        Answer answer = answers(stage, inputs, new float[0]).getFirst();
        if (!Arrays.equals(answer.shape(), shape)) {
            throw new ModelException(name + ": the network answers in shape " + Arrays.toString(answer.shape())
                    + ", the manifest's figures ask for " + Arrays.toString(shape));
        }
        return answer.values();
    }

    @SuppressWarnings("ArrayRecordComponent") // read once and dropped
    private record Answer(float[] values, long[] shape) {}

    private List<Answer> answers(int stage, List<? extends Tensor> inputs, float[] buffer) {
        GraphPorts ports = stages.get(stage);
        List<Tensor> fed = new ArrayList<>(inputs);
        try {
            Session.Runner runner = session.runner();
            ports.outputs().forEach(runner::fetch);
            for (int i = 0; i < fed.size(); i++) {
                runner.feed(ports.inputs().get(i), fed.get(i));
            }
            try (Result result = runner.run()) {
                List<Answer> answers = new ArrayList<>();
                for (int i = 0; i < ports.outputs().size(); i++) {
                    TFloat32 answer = (TFloat32) result.get(i);
                    float[] out = answer.size() == buffer.length ? buffer : new float[Math.toIntExact(answer.size())];
                    answer.copyTo(DataBuffers.of(out, false, false));
                    answers.add(new Answer(out, answer.shape().asArray()));
                }
                return answers;
            }
        } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
            throw new ModelException(name + ": the network failed: " + first(e), e);
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    /** What the library says, without where in its own sources. */
    private static String first(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
