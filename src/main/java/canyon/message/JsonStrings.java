package canyon.message;

/** Strings of JSON to text and back (RFC 8259, section 7). */
final class JsonStrings {
    private JsonStrings() {}

    static String quoted(String value) {
        int plain = plainLength(value);
        if (plain == value.length()) {
            return '"' + value + '"';
        }
        StringBuilder out = new StringBuilder(value.length() + value.length() / 4 + 16);
        out.append('"').append(value, 0, plain);
        for (int i = plain; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || isLoneSurrogate(value, i)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    /** Characters at the start that stand for themselves. */
    private static int plainLength(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                return i;
            }
        }
        return value.length();
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
