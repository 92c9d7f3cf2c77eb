package canyon.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates JSON (RFC 8259) and cuts out its parts as they were written. A tree would reprint numbers and escapes and
 * cost several times as much on the way of every broadcast; a library's stream does not tell reliably where a value
 * begins. Not thread-safe: make one for each text.
 */
final class JsonScanner {
    /** Deeper nesting than any real payload; recursion must not exhaust a container thread's stack. */
    static final int MAX_DEPTH = 512;

    private final String text;
    private int at;
    private int depth;

    JsonScanner(String text) {
        this.text = text;
    }

    /** For a text that has been validated before. */
    static TrustedJson trusted(String text) {
        return new TrustedJson(new JsonScanner(text));
    }

    JsonText document() throws MalformedJsonException {
        JsonText value = value();
        if (at < text.length()) {
            throw malformed("unexpected character after the value");
        }
        return value;
    }

    /** The next value with the white space around it skipped. */
    private JsonText value() throws MalformedJsonException {
        skipSpace();
        int start = at;
        skipValue();
        JsonText value = new JsonText(text.substring(start, at));
        skipSpace();
        return value;
    }

    Map<String, JsonText> members() throws MalformedJsonException {
        Map<String, JsonText> members = new LinkedHashMap<>();
        expect('{');
        skipSpace();
        if (accept('}')) {
            return members;
        }
        do {
            String name = value().string();
            expect(':');
            members.put(name, value());
        } while (accept(','));
        expect('}');
        return members;
    }

    /**
     * Validates a whole document and takes out the members with these names in the same pass, each null if it is
     * missing; of a repeated name the last counts.
     */
    @Nullable
    JsonText[] excerpt(String... names) throws MalformedJsonException {
        @Nullable JsonText[] found = new @Nullable JsonText[names.length];
        skipSpace();
        if (at >= text.length() || text.charAt(at) != '{') {
            throw malformed("an object is expected");
        }
        enter();
        skipSpace();
        if (!accept('}')) {
            do {
                skipSpace();
                int index = skipName(names);
                skipSpace();
                expect(':');
                skipSpace();
                int start = at;
                skipValue();
                if (index >= 0) {
                    found[index] = new JsonText(text.substring(start, at));
                }
                skipSpace();
            } while (accept(','));
            expect('}');
        }
        skipSpace();
        if (at < text.length()) {
            throw malformed("unexpected character after the value");
        }
        return found;
    }

    /** Which of these names comes next, -1 if another one does. */
    private int skipName(String... names) throws MalformedJsonException {
        int start = at + 1;
        skipString();
        int length = at - 1 - start;
        boolean isEscaped = false;
        for (int i = 0; i < names.length; i++) {
            if (names[i].length() == length && text.startsWith(names[i], start)) {
                return i;
            }
        }
        for (int i = start; i < start + length; i++) {
            isEscaped |= text.charAt(i) == '\\';
        }
        return isEscaped ? List.of(names).indexOf(JsonStrings.unquote(text.substring(start - 1, at))) : -1;
    }

    List<JsonText> elements() throws MalformedJsonException {
        List<JsonText> elements = new ArrayList<>();
        expect('[');
        skipSpace();
        if (accept(']')) {
            return elements;
        }
        do {
            elements.add(value());
        } while (accept(','));
        expect(']');
        return elements;
    }

    private void skipValue() throws MalformedJsonException {
        if (at >= text.length()) {
            throw malformed("a value is missing");
        }
        char c = text.charAt(at);
        switch (c) {
            case '{' -> skipObject();
            case '[' -> skipArray();
            case '"' -> skipString();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    private void skipObject() throws MalformedJsonException {
        enter();
        skipSpace();
        if (!accept('}')) {
            do {
                skipSpace();
                skipString();
                skipSpace();
                expect(':');
                skipSpace();
                skipValue();
                skipSpace();
            } while (accept(','));
            expect('}');
        }
        depth--;
    }

    private void skipArray() throws MalformedJsonException {
        enter();
        skipSpace();
        if (!accept(']')) {
            do {
                skipSpace();
                skipValue();
                skipSpace();
            } while (accept(','));
            expect(']');
        }
        depth--;
    }

    private void enter() throws MalformedJsonException {
        at++;
        if (++depth > MAX_DEPTH) {
            throw malformed("nested deeper than " + MAX_DEPTH);
        }
    }

    private void skipString() throws MalformedJsonException {
        expect('"');
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c < 0x20) {
                throw malformed("control character in a string");
            }
            if (c == '\\') {
                skipEscape();
            }
        }
        throw malformed("a string is not closed");
    }

    private void skipEscape() throws MalformedJsonException {
        char escape = at < text.length() ? text.charAt(at++) : 0;
        if (escape == 'u') {
            for (int i = 0; i < 4; i++) {
                if (at >= text.length() || Character.digit(text.charAt(at), 16) < 0 || text.charAt(at) > 'f') {
                    throw malformed("\\u needs four hexadecimal digits");
                }
                at++;
            }
        } else if ("\"\\/bfnrt".indexOf(escape) < 0) {
            throw malformed("unknown escape");
        }
    }

    private void skipWord(String word) throws MalformedJsonException {
        if (!text.startsWith(word, at)) {
            throw malformed("unexpected character");
        }
        at += word.length();
    }

    private void skipNumber() throws MalformedJsonException {
        accept('-');
        if (!accept('0')) {
            skipDigits();
        }
        if (accept('.')) {
            skipDigits();
        }
        if (accept('e') || accept('E')) {
            if (!accept('+')) {
                accept('-');
            }
            skipDigits();
        }
    }

    private void skipDigits() throws MalformedJsonException {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed("unexpected character");
        }
    }

    private void skipSpace() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accept(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) throws MalformedJsonException {
        if (!accept(c)) {
            throw malformed("'" + c + "' expected");
        }
    }

    private MalformedJsonException malformed(String what) {
        return new MalformedJsonException("not JSON: " + what + " at character " + at);
    }

    /** Cuts a text that was validated when it became a {@link JsonText}. */
    record TrustedJson(JsonScanner scanner) {
        Map<String, JsonText> members() {
            try {
                return scanner.members();
            } catch (MalformedJsonException e) {
                throw new IllegalStateException("a JsonText was made from a text that is not JSON", e);
            }
        }

        List<JsonText> elements() {
            try {
                return scanner.elements();
            } catch (MalformedJsonException e) {
                throw new IllegalStateException("a JsonText was made from a text that is not JSON", e);
            }
        }
    }
}
