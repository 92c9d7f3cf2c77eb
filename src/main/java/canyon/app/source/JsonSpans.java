package canyon.app.source;

import java.util.ArrayList;
import java.util.List;

/** Where the parts of a JSON text begin and end. The text must be valid. Immutable. */
record JsonSpans(String text) {
    /** From the first character to behind the last one. */
    record Span(int start, int end) {}

    /**
     * A member of an object.
     *
     * @param name with its quotes
     */
    record MemberSpan(Span name, Span value) {}

    Span document() {
        int start = afterSpace(0);
        return new Span(start, afterValue(start));
    }

    String of(Span span) {
        return text.substring(span.start, span.end);
    }

    List<Span> elements(Span array) {
        List<Span> elements = new ArrayList<>();
        int at = afterSpace(array.start + 1);
        while (at < array.end - 1) {
            Span element = new Span(at, afterValue(at));
            elements.add(element);
            at = afterComma(element.end);
        }
        return elements;
    }

    List<MemberSpan> members(Span object) {
        List<MemberSpan> members = new ArrayList<>();
        int at = afterSpace(object.start + 1);
        while (at < object.end - 1) {
            Span name = new Span(at, afterValue(at));
            int start = afterSpace(text.indexOf(':', name.end) + 1);
            MemberSpan member = new MemberSpan(name, new Span(start, afterValue(start)));
            members.add(member);
            at = afterComma(member.value.end);
        }
        return members;
    }

    /** The white space in front of a part. */
    String lead(Span span) {
        int start = span.start;
        while (start > 0 && isSpace(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, span.start);
    }

    private int afterComma(int end) {
        int at = afterSpace(end);
        return text.charAt(at) == ',' ? afterSpace(at + 1) : at;
    }

    private int afterSpace(int start) {
        int at = start;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private int afterValue(int start) {
        char first = text.charAt(start);
        if (first == '"') {
            return afterString(start);
        }
        if (first != '{' && first != '[') {
            int at = start;
            while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0 && !isSpace(text.charAt(at))) {
                at++;
            }
            return at;
        }
        int depth = 0;
        int at = start;
        do {
            char c = text.charAt(at);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            at = c == '"' ? afterString(at) : at + 1;
        } while (depth > 0);
        return at;
    }

    private int afterString(int start) {
        int at = start + 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\r' || c == '\t';
    }
}
