package canyon.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request of Pusher's HTTP API, in its order. A value may stand in it more than once: as
 * {@code channels[]=a&channels[]=b}, or with numbers between the brackets as PHP writes it.
 */
final class Query {
    private static final String SIGNATURE = "auth_signature";
    private static final int BAD_REQUEST = 400;

    /** As they came, with their escapes. */
    private final List<Parameter> parameters;

    /** The same without them. */
    private final List<Parameter> decoded;

    private Query(List<Parameter> parameters, List<Parameter> decoded) {
        this.parameters = parameters;
        this.decoded = decoded;
    }

    private record Parameter(String key, String value) {
        boolean isNamed(String name) {
            return withoutBrackets(key).equals(name);
        }

        Parameter with(UnaryOperator<String> form) {
            return new Parameter(form.apply(key), form.apply(value));
        }

        String text() {
            return key + "=" + value;
        }
    }

    /** @throws RefusedRequestException if it has escapes that are none */
    static Query parse(@Nullable String text) throws RefusedRequestException {
        List<Parameter> parameters = Stream.of((text == null ? "" : text).split("&", -1))
                .filter(part -> !part.isEmpty())
                .map(Query::parameter)
                .toList();
        try {
            return new Query(parameters, with(parameters, Query::decoded));
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(BAD_REQUEST, "The query has broken escapes: " + e.getMessage());
        }
    }

    private static Parameter parameter(String part) {
        int equals = part.indexOf('=');
        return equals < 0
                ? new Parameter(part, "")
                : new Parameter(part.substring(0, equals), part.substring(equals + 1));
    }

    /** Whether a request with this query must be one of Pusher's API. */
    boolean isSigned() {
        return parameters.stream().anyMatch(parameter -> parameter.key().equals(SIGNATURE));
    }

    /** The first value of this name. */
    Optional<String> first(String name) {
        for (Parameter parameter : decoded) {
            if (parameter.isNamed(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    /** All values of this name, with and without brackets. */
    List<String> values(String name) {
        return decoded.stream()
                .filter(parameter -> parameter.isNamed(name))
                .map(Parameter::value)
                .toList();
    }

    /**
     * What its client may have signed: the parameters without the signature, sorted by their keys in lower case.
     * Pusher's documentation wants them without escapes, which comes first here; libraries differ in whether they
     * escape them in the URL at all, and PHP's joins the values of an array with commas. Each is made when it is asked
     * for: nearly always the first is the right one.
     */
    Stream<String> signable() {
        return Stream.<Supplier<List<Parameter>>>of(
                        () -> decoded,
                        () -> with(parameters, text -> decoded(text.replace("+", "%2B"))),
                        () -> parameters,
                        () -> joined(decoded))
                .map(form -> sorted(form.get()))
                .distinct();
    }

    private static List<Parameter> with(List<Parameter> parameters, UnaryOperator<String> form) {
        return parameters.stream().map(parameter -> parameter.with(form)).toList();
    }

    private static List<Parameter> joined(List<Parameter> parameters) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            values.computeIfAbsent(withoutBrackets(parameter.key()), key -> new ArrayList<>())
                    .add(parameter.value());
        }
        return values.entrySet().stream()
                .map(entry -> new Parameter(entry.getKey(), String.join(",", entry.getValue())))
                .toList();
    }

    private static String sorted(List<Parameter> parameters) {
        return parameters.stream()
                .map(parameter -> new Parameter(parameter.key().toLowerCase(Locale.ROOT), parameter.value()))
                .filter(parameter -> !parameter.key().equals(SIGNATURE))
                .sorted(Comparator.comparing(Parameter::key))
                .map(Parameter::text)
                .collect(Collectors.joining("&"));
    }

    private static String withoutBrackets(String key) {
        int at = key.length() - 1;
        if (at < 0 || key.charAt(at) != ']') {
            return key;
        }
        do {
            at--;
        } while (at >= 0 && key.charAt(at) >= '0' && key.charAt(at) <= '9');
        return at >= 0 && key.charAt(at) == '[' ? key.substring(0, at) : key;
    }

    private static String decoded(String text) {
        boolean isPlain = text.indexOf('%') < 0 && text.indexOf('+') < 0;
        return isPlain ? text : URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
