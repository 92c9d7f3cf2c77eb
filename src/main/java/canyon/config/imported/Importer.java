package canyon.config.imported;

import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Reads all that {@code canyon.import} names. Not thread-safe: make one for each start. */
public final class Importer {
    private final Map<String, String> environment;
    private final Findings findings = new Findings();
    private final Options echoServer = new Options();
    private final Options soketi = new Options();

    /** Options of each file of the two products. */
    private final List<Map<String, Found>> echoServerFiles = new ArrayList<>();

    private final List<Map<String, Found>> soketiFiles = new ArrayList<>();

    private Importer(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Reads files and, where it is named, the environment.
     *
     * @param entries paths, or the word {@code environment}
     * @param environment of the process
     */
    public static Imported read(List<String> entries, Map<String, String> environment) {
        Importer importer = new Importer(environment);
        entries.stream().distinct().forEach(importer::entry);
        importer.readProducts();
        return importer.findings.result();
    }

    private void entry(String entry) {
        if (entry.equals(Found.ENVIRONMENT)) {
            Map<String, Found> variables = new TreeMap<>();
            environment.forEach((name, value) -> variables.put(name, DotEnv.resolve(name, value, environment)));
            variables(variables, entry);
            return;
        }
        try {
            String text = ImportedFile.read(entry);
            if (text.stripLeading().startsWith("{") || entry.endsWith(".json")) {
                json(entry, JsonFile.read(text));
            } else {
                variables(DotEnv.read(text, entry, environment), entry);
            }
        } catch (UnreadableException e) {
            findings.problem("\"" + Findings.printable(entry) + "\" " + e.getMessage());
        }
    }

    private void json(String path, Map<String, JsonValue> values) throws UnreadableException {
        Map<String, Found> options = new LinkedHashMap<>();
        values.forEach((name, value) -> options.put(name, new Found(path, name, value)));
        long ofEchoServer = count(options, EchoServer::knows);
        long ofSoketi = count(options, Soketi::knows);
        if (ofEchoServer == 0 && ofSoketi == 0) {
            throw new UnreadableException(
                    "has no option of laravel-echo-server or of soketi; a file of Laravel's variables must not begin"
                            + " with {");
        }
        (ofSoketi > ofEchoServer ? soketiFiles : echoServerFiles).add(options);
    }

    private static long count(Map<String, Found> options, Predicate<String> isKnown) {
        return options.keySet().stream().filter(isKnown).count();
    }

    private void variables(Map<String, Found> variables, String from) {
        long before = variables.keySet().stream().filter(Importer::isMeant).count();
        if (before == 0) {
            findings.warning("canyon.import: \"" + Findings.printable(from)
                    + "\" has no variable of laravel-echo-server, soketi, Reverb, Pusher or laravel-websockets");
        }
        variables.forEach((name, found) -> {
            if (name.startsWith("LARAVEL_ECHO_SERVER_")) {
                option(EchoServer.VARIABLES, echoServer, found, EchoServer.PRODUCT);
            } else if (name.startsWith(SoketiVariables.PREFIX)) {
                option(SoketiVariables.OPTIONS, soketi, found, Soketi.PRODUCT);
            }
        });
        LaravelVariables.read(variables, findings);
    }

    private static boolean isMeant(String name) {
        return name.startsWith("LARAVEL_ECHO_SERVER_")
                || name.startsWith(SoketiVariables.PREFIX)
                || LaravelVariables.isMeant(name);
    }

    private void option(Map<String, String> names, Options options, Found found, String product) {
        String path = names.get(found.name());
        if (path == null) {
            findings.unknown(found, product);
        } else if (!found.isEmpty() || !found.resolved()) {
            options.override(path, found, findings);
        }
    }

    /** When all variables are known, which go before the files. */
    private void readProducts() {
        if (echoServerFiles.isEmpty() && !echoServer.isEmpty()) {
            EchoServer.read(echoServer.over(Map.of(), findings), false, findings);
        }
        echoServerFiles.forEach(file -> EchoServer.read(echoServer.over(file, findings), true, findings));
        if (soketiFiles.isEmpty() && !soketi.isEmpty()) {
            Soketi.read(soketi.over(Map.of(), findings), findings);
        }
        soketiFiles.forEach(file -> Soketi.read(soketi.over(file, findings), findings));
    }
}
