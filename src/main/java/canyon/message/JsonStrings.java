package canyon.message;

/** Strings of JSON to text and back (RFC 8259, section 7). */
final class JsonStrings {
    /** What an escape by number is longer than the character itself. */
    private static final int UNICODE_ESCAPE = 5;

    private JsonStrings() {}

    static String quoted(String value) {
        int extra = 0;
        for (int i = 0; i < value.length(); i++) {
            extra += escapeLength(value, i);
        }
        if (extra == 0) {
            return '"' + value + '"';
        }
        char[] out = new char[value.length() + extra + 2];
        int at = 0;
        out[at++] = '"';
        for (int i = 0; i < value.length(); i++) {
            int escape = escapeLength(value, i);
            if (escape == UNICODE_ESCAPE) {
                "\\u%04x".formatted((int) value.charAt(i)).getChars(0, 1 + UNICODE_ESCAPE, out, at);
                at += 1 + UNICODE_ESCAPE;
            } else {
                if (escape > 0) {
                    out[at++] = '\\';
                }
                out[at++] = value.charAt(i);
            }
        }
        out[at] = '"';
        return new String(out);
    }

    /** Characters that a character needs besides itself. */
    private static int escapeLength(String value, int i) {
        char c = value.charAt(i);
        if (c == '"' || c == '\\') {
            return 1;
        }
        return c < 0x20 || isLoneSurrogate(value, i) ? UNICODE_ESCAPE : 0;
    }

    /** A lone surrogate has no UTF-8 form: escaped, it survives the way to the client. */
    private static boolean isLoneSurrogate(String value, int i) {
        char c = value.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == value.length() || !Character.isLowSurrogate(value.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(value.charAt(i - 1)));
    }

    static String unquote(String quoted) {
        int end = quoted.length() - 1;
        if (quoted.indexOf('\\') < 0) {
            return quoted.substring(1, end);
        }
        StringBuilder out = new StringBuilder(quoted.length());
        int i = 1;
        while (i < end) {
            char c = quoted.charAt(i++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            char escape = quoted.charAt(i++);
            if (escape == 'u') {
                out.append((char) Integer.parseInt(quoted, i, i + 4, 16));
                i += 4;
            } else {
                out.append(unescaped(escape));
            }
        }
        return out.toString();
    }

    private static char unescaped(char escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }
}
