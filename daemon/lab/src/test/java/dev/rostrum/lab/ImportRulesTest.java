package dev.rostrum.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may know whom, read from the compiled classes of all modules. */
class ImportRulesTest {
    private static final String DRIVERS = "dev.rostrum.drivers";
    private static final String MODEL = "dev.rostrum.model";
    private static final String DIARIZATION = "dev.rostrum.diarization";
    private static final String SERVICE = "dev.rostrum.service";
    private static final String LAB = "dev.rostrum.lab";

    /** The modules that each module may use, beside itself. */
    private static final Map<String, Set<String>> MODULES = Map.of(
            DRIVERS, Set.of(),
            MODEL, Set.of(),
            DIARIZATION, Set.of(MODEL),
            SERVICE, Set.of(MODEL, DIARIZATION, DRIVERS),
            LAB, Set.of(MODEL, DIARIZATION, DRIVERS, SERVICE));

    /** In each module, a package may use what stands before its own row, and nothing of its own row but itself. */
    private static final Map<String, List<Set<String>>> ORDER = Map.of(
            DIARIZATION,
            List.of(
                    Set.of("settings"),
                    Set.of("frontend"),
                    Set.of("window"),
                    Set.of("evidence"),
                    Set.of("speakers"),
                    Set.of("tracking"),
                    Set.of("timeline"),
                    Set.of("enrolment"),
                    Set.of("pipeline"),
                    Set.of("")),
            SERVICE,
            List.of(
                    Set.of("storage", "time", "agent", "annotation", "json"),
                    Set.of("capture"),
                    Set.of("analysis"),
                    Set.of("event"),
                    Set.of("people"),
                    Set.of("replay"),
                    Set.of("mqtt", "indicator", "status", "health", "control", "masks", "record"),
                    Set.of("unit"),
                    Set.of("conductor"),
                    Set.of("config"),
                    Set.of("composition", "doctor"),
                    Set.of(""),
                    Set.of("cli")),
            LAB,
            List.of(
                    Set.of("evidence", "alteration", "json"),
                    Set.of("scoring"),
                    Set.of("evaluation"),
                    Set.of("report"),
                    Set.of("study", "bench", "words", "fleet", "demo"),
                    Set.of("cli"),
                    Set.of("")));

    /** What no class of the library may call: it starts no thread, reads no clock, no file and no environment. */
    private static final Set<String> NOT_IN_A_LIBRARY = Set.of(
            "java.lang.Thread",
            "java.lang.ProcessBuilder",
            "java.util.concurrent.Executors",
            "java.time.Clock",
            "java.nio.file.Files",
            "java.io.File",
            "java.net.Socket",
            "org.slf4j.LoggerFactory");

    private static final Set<String> CLOCKS = Set.of(
            "System.nanoTime", "System.currentTimeMillis", "Instant.now", "LocalDateTime.now", "ZonedDateTime.now");

    /** A library and the packages that may name it: to replace it is to touch one place. */
    private static final Map<String, Set<String>> LIBRARIES = Map.ofEntries(
            Map.entry("javax.sound.", Set.of(DRIVERS + ".audio")),
            Map.entry("com.pi4j.", Set.of(DRIVERS + ".gpio")),
            Map.entry("org.tensorflow.", Set.of(MODEL + ".tensorflow")),
            Map.entry("org.bytedeco.", Set.of(MODEL + ".tensorflow")),
            Map.entry("org.eclipse.paho.", Set.of(SERVICE + ".mqtt.link")),
            Map.entry("org.snakeyaml.", Set.of(SERVICE + ".config")),
            Map.entry(
                    "com.fasterxml.jackson.databind.",
                    Set.of(SERVICE + ".json", LAB + ".json", LAB + ".words", LAB + ".report", LAB + ".evaluation")),
            Map.entry("com.hivemq.", Set.of(LAB + ".demo")),
            Map.entry("picocli.", Set.of(SERVICE + ".cli", LAB + ".cli")),
            Map.entry("ch.qos.logback.", Set.of(SERVICE + ".cli", LAB + ".cli")));

    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(ImportRulesTest::isNoTest).importPackages("dev.rostrum");

    @Test
    void shouldSeeAllModules() {
        assertThat(CLASSES.stream().map(ImportRulesTest::module)).containsAll(MODULES.keySet());
    }

    @Test
    void shouldKnowAModuleForEveryClass() {
        assertThat(CLASSES.stream().map(ImportRulesTest::module)).isSubsetOf(MODULES.keySet());
    }

    @Test
    void shouldUseOnlyTheModulesBefore() {
        assertThat(wrong(d -> isOurs(d.getTargetClass())
                        && !module(d.getOriginClass()).equals(module(d.getTargetClass()))
                        && !MODULES.getOrDefault(module(d.getOriginClass()), Set.of())
                                .contains(module(d.getTargetClass()))))
                .isEmpty();
    }

    @Test
    void shouldOnlyUseWhatStandsBefore() {
        assertThat(wrong(d -> ORDER.containsKey(module(d.getOriginClass()))
                        && module(d.getOriginClass()).equals(module(d.getTargetClass()))
                        && !mayUse(d.getOriginClass(), d.getTargetClass())))
                .isEmpty();
    }

    @Test
    void shouldKnowAPlaceForEveryPackage() {
        assertThat(CLASSES.stream()
                        .filter(c -> ORDER.containsKey(module(c)))
                        .filter(c -> rank(c) < 0)
                        .map(JavaClass::getFullName))
                .isEmpty();
    }

    @Test
    void shouldKeepTheLibraryFromThreadsClocksAndFiles() {
        assertThat(wrong(d -> module(d.getOriginClass()).equals(DIARIZATION)
                        && NOT_IN_A_LIBRARY.contains(d.getTargetClass().getFullName())))
                .isEmpty();
        assertThat(CLASSES.stream()
                        .filter(c -> module(c).equals(DIARIZATION))
                        .flatMap(c -> c.getMethodCallsFromSelf().stream())
                        .filter(call -> call.getTargetOwner().getFullName().equals("java.lang.System")
                                || call.getName().equals("now"))
                        .map(call -> call.getDescription())
                        .filter(call -> !call.contains("System.arraycopy")))
                .isEmpty();
    }

    /** What decides by time is given its clock, so that a test can turn it; doctor and command line only measure. */
    @Test
    void shouldReadTheClockInOnePlace() {
        assertThat(CLASSES.stream()
                        .filter(c -> module(c).equals(SERVICE))
                        .filter(c -> !Set.of("time", "doctor", "cli").contains(topPackage(c)))
                        .filter(c -> !c.getSimpleName().equals("BrokerProbe")) // doctor's, beside what it probes with
                        .flatMap(c -> Stream.concat(
                                c.getMethodCallsFromSelf().stream(), c.getMethodReferencesFromSelf().stream()))
                        .filter(access ->
                                CLOCKS.contains(access.getTargetOwner().getSimpleName() + "." + access.getName()))
                        .map(access -> access.getDescription()))
                .isEmpty();
    }

    @Test
    void shouldNameEachLibraryInOnePackage() {
        assertThat(wrong(d -> LIBRARIES.entrySet().stream()
                        .anyMatch(library -> d.getTargetClass().getName().startsWith(library.getKey())
                                && !library.getValue()
                                        .contains(d.getOriginClass().getPackageName()))))
                .isEmpty();
    }

    @Test
    void shouldHaveNoCyclesOfPackages() {
        SlicesRuleDefinition.slices()
                .matching("dev.rostrum.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void shouldInheritNoCode() {
        assertThat(CLASSES.stream()
                        .filter(c -> !c.isInterface() && !c.isEnum() && !c.isAnonymousClass())
                        .filter(c -> !c.getModifiers().contains(JavaModifier.FINAL))
                        .filter(c -> !c.getFullName().contains("$$"))
                        .map(JavaClass::getFullName))
                .isEmpty();
    }

    @Test
    void shouldNameThingsByWhatTheyAre() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName))
                .noneMatch(name -> name.matches(".*(Impl|Manager|Helper|Helpers|Util|Utils)|Abstract.*"));
    }

    /** Tests of this module lie in a folder, those of other modules come as jars. */
    private static boolean isNoTest(Location location) {
        return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("dev.rostrum.");
    }

    /** The first three names of its package. */
    private static String module(JavaClass type) {
        return Stream.of(type.getPackageName().split("\\."))
                .limit(MODEL.split("\\.").length)
                .collect(Collectors.joining("."));
    }

    /** The place in its module's order of the package below the module's root, or below which it lies; -1: none. */
    private static int rank(JavaClass type) {
        String name = topPackage(type);
        List<Set<String>> order = ORDER.getOrDefault(module(type), List.of());
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).contains(name)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean mayUse(JavaClass user, JavaClass used) {
        return topPackage(user).equals(topPackage(used)) || rank(used) < rank(user);
    }

    private static String topPackage(JavaClass type) {
        String below = type.getPackageName().substring(module(type).length());
        return below.isEmpty() ? "" : below.substring(1).replaceAll("\\..*", "");
    }

    private static Set<String> wrong(Predicate<Dependency> rule) {
        return dependencies()
                .filter(rule)
                .map(d -> d.getOriginClass().getFullName() + " uses "
                        + d.getTargetClass().getFullName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream());
    }
}
