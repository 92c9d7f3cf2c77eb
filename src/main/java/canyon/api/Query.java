package canyon.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request of Pusher's HTTP API, in its order. A value may stand in it more than once: as
 * {@code channels[]=a&channels[]=b}, or with numbers between the brackets as PHP writes it.
 */
final class Query {
    private static final String SIGNATURE = "auth_signature";
    private static final Pattern SIGNED = Pattern.compile("(?:^|&)" + SIGNATURE + "(?:=|&|$)");
    private static final Pattern BRACKETS = Pattern.compile("\\[[0-9]*]$");
    private static final int BAD_REQUEST = 400;

    /** As they came, with their escapes. */
    private final List<Parameter> parameters;

    private Query(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    private record Parameter(String key, String value) {
        Parameter with(UnaryOperator<String> form) {
            return new Parameter(form.apply(key), form.apply(value));
        }

        String text() {
            return key + "=" + value;
        }
    }

    /** Whether a request with this query must be one of Pusher's API. */
    static boolean isSigned(@Nullable String text) {
        return text != null && SIGNED.matcher(text).find();
    }

    /** @throws RefusedRequestException if it has escapes that are none */
    static Query parse(@Nullable String text) throws RefusedRequestException {
        List<Parameter> parameters = Stream.of((text == null ? "" : text).split("&", -1))
                .filter(part -> !part.isEmpty())
                .map(Query::parameter)
                .toList();
        try {
            parameters.forEach(parameter -> parameter.with(Query::decoded));
        } catch (IllegalArgumentException e) {
            throw new RefusedRequestException(BAD_REQUEST, "The query has broken escapes: " + e.getMessage());
        }
        return new Query(parameters);
    }

    private static Parameter parameter(String part) {
        int equals = part.indexOf('=');
        return equals < 0
                ? new Parameter(part, "")
                : new Parameter(part.substring(0, equals), part.substring(equals + 1));
    }

    /** The first value of this name. */
    Optional<String> first(String name) {
        return values(name).stream().findFirst();
    }

    /** All values of this name, with and without brackets. */
    List<String> values(String name) {
        return parameters.stream()
                .map(parameter -> parameter.with(Query::decoded))
                .filter(parameter -> withoutBrackets(parameter.key()).equals(name))
                .map(Parameter::value)
                .toList();
    }

    /**
     * What its client may have signed: the parameters without the signature, sorted by their keys in lower case.
     * Pusher's documentation wants them without escapes, which comes first here; libraries differ in whether they
     * escape them in the URL at all, and PHP's joins the values of an array with commas.
     */
    Set<String> signable() {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(sorted(with(Query::decoded)));
        forms.add(sorted(with(text -> decoded(text.replace("+", "%2B")))));
        forms.add(sorted(parameters));
        forms.add(sorted(joined(with(Query::decoded))));
        return forms;
    }

    private List<Parameter> with(UnaryOperator<String> form) {
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
        return BRACKETS.matcher(key).replaceFirst("");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
