package dev.rostrum.model.tensorflow;

import dev.rostrum.model.bundle.ModelBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Networks saved whole as their makers would save them, for tests. */
final class SavedModels {
    static {
        NativeLibraries.load();
    }

    private SavedModels() {}

    /** The packaged segmentation network, its weights as constants: signature {@code hear}, {@code sound} to {@code classes}. */
    static void packagedSegmentation(Path folder) throws IOException {
        ModelBundle bundle = ModelBundle.packaged();
        try (Graph graph = new Graph()) {
            GraphWriter writer =
                    new GraphWriter(graph, bundle.weights(bundle.manifest().network("segmentation")));
            String answer =
                    PyanNet.whole(writer).getFirst().outputs().getFirst().op().name();
            Ops tf = Ops.create(graph);
            String batched = tf.withName("batched")
                    .expandDims(graph.operation(answer).<TFloat32>output(0), tf.constant(0))
                    .op()
                    .name();
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve("saved_model.pb"),
                    saved(withBatches(graph.toGraphDef()), batched).toByteArray());
        }
    }

    /** The input takes a batch of one, which the graph within knows nothing of. */
    private static GraphDef withBatches(GraphDef graph) {
        NodeDef sound = graph.getNodeList().stream()
                .filter(node -> node.getName().equals("samples"))
                .findFirst()
                .orElseThrow();
        try (Graph extra = new Graph()) {
            Ops tf = Ops.create(extra);
            Placeholder<TFloat32> batch =
                    tf.withName("sound").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
            Operand<TInt32> flat = tf.withName("flat").constant(new int[] {-1});
            tf.withName("samples").reshape(batch, flat);
            GraphDef.Builder whole = GraphDef.newBuilder().setVersions(graph.getVersions());
            graph.getNodeList().stream().filter(node -> !node.equals(sound)).forEach(whole::addNode);
            return whole.addAllNode(extra.toGraphDef().getNodeList()).build();
        }
    }

    private static SavedModel saved(GraphDef graph, String answer) {
        SignatureDef signature = SignatureDef.newBuilder()
                .setMethodName("tensorflow/serving/predict")
                .putInputs("sound", info("sound:0", -1, -1))
                .putOutputs("classes", info(answer + ":0", 1, -1, 7))
                .build();
        MetaGraphDef meta = MetaGraphDef.newBuilder()
                .setMetaInfoDef(MetaGraphDef.MetaInfoDef.newBuilder().addTags("serve"))
                .setGraphDef(graph)
                .putSignatureDef("hear", signature)
                .build();
        return SavedModel.newBuilder()
                .setSavedModelSchemaVersion(1)
                .addMetaGraphs(meta)
                .build();
    }

    private static TensorInfo info(String name, long... shape) {
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long size : shape) {
            dims.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        return TensorInfo.newBuilder()
                .setName(name)
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(dims)
                .build();
    }

    /** The mean frame times a variable of {@code [mels][size]}: {@code serving_default}, {@code features} to {@code vector}. */
    static void linearEmbedding(Path folder, float[][] weights) throws IOException {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> features =
                    tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1, weights.length)));
            Variable<TFloat32> kernel = tf.variable(Shape.of(weights.length, weights[0].length), TFloat32.class);
            session.run(tf.assign(kernel, tf.constant(StdArrays.ndCopyOf(weights))));
            Operand<TFloat32> vector = tf.linalg.matMul(tf.math.mean(features, tf.constant(1)), kernel);
            Signature signature = Signature.builder()
                    .input("features", features)
                    .output("vector", vector)
                    .build();
            SavedModelBundle.exporter(folder.toString())
                    .withSession(session)
                    .withSignature(signature)
                    .export();
        }
    }

    /** What a manifest lists of a saved model's files. */
    static String files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
            return files.stream()
                    .map(file -> described(folder.relativize(file).toString(), file))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    private static String described(String name, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String sum = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return "{\"file\": \"" + name + "\", \"bytes\": " + bytes.length + ", \"sha256\": \"" + sum + "\"}";
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
