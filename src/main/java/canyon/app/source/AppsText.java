package canyon.app.source;

import canyon.app.source.JsonSpans.MemberSpan;
import canyon.app.source.JsonSpans.Span;
import canyon.config.AppField;
import canyon.message.JsonText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON text with applications, changed without touching what else people wrote there: other applications, unknown
 * members, the way it is laid out. The text must be one that applications can be read from. Immutable.
 */
record AppsText(String text) {
    private JsonSpans spans() {
        return new JsonSpans(text);
    }

    /** The array, which is the document or its member {@code apps}. */
    private Span array() {
        Span document = spans().document();
        if (text.charAt(document.start()) == '[') {
            return document;
        }
        return spans().members(document).stream()
                .filter(member ->
                        new JsonText(spans().of(member.name())).string().equals("apps"))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalArgumentException("there are no applications"))
                .value();
    }

    AppsText added(JsonText app) {
        Span array = array();
        List<Span> apps = spans().elements(array);
        if (apps.isEmpty()) {
            return spliced(new Span(array.start(), array.end()), "[\n  " + app.text() + "\n]");
        }
        Span last = apps.get(apps.size() - 1);
        return spliced(new Span(last.end(), last.end()), "," + spans().lead(last) + app.text());
    }

    AppsText removed(String id) {
        List<Span> apps = spans().elements(array());
        int index = indexOf(id, apps);
        Span app = apps.get(index);
        if (index + 1 < apps.size()) {
            return spliced(new Span(app.start(), apps.get(index + 1).start()), "");
        }
        return index == 0
                ? spliced(app, "")
                : spliced(new Span(apps.get(index - 1).end(), app.end()), "");
    }

    AppsText changed(String id, Map<AppField, JsonText> values) {
        AppsText changed = this;
        for (Map.Entry<AppField, JsonText> value : values.entrySet()) {
            changed = changed.changed(id, value.getKey(), value.getValue());
        }
        return changed;
    }

    private AppsText changed(String id, AppField field, JsonText value) {
        List<Span> apps = spans().elements(array());
        List<MemberSpan> members = spans().members(apps.get(indexOf(id, apps)));
        Optional<MemberSpan> member =
                members.stream().filter(found -> isNamed(found, field)).findFirst();
        if (member.isPresent()) {
            return spliced(member.get().value(), value.text());
        }
        MemberSpan last = members.get(members.size() - 1);
        String between = text.substring(last.name().end(), last.value().start());
        String added = "," + spans().lead(last.name()) + '"' + field + '"' + between + value.text();
        return spliced(new Span(last.value().end(), last.value().end()), added);
    }

    boolean holds(String id) {
        return spans().elements(array()).stream().anyMatch(app -> isApp(app, id));
    }

    private int indexOf(String id, List<Span> apps) {
        for (int i = 0; i < apps.size(); i++) {
            if (isApp(apps.get(i), id)) {
                return i;
            }
        }
        throw new IllegalArgumentException("there is no application " + id);
    }

    private boolean isApp(Span app, String id) {
        return spans().members(app).stream()
                .filter(member -> isNamed(member, AppField.ID))
                .map(member -> new JsonText(spans().of(member.value())))
                .anyMatch(value -> id.equals(value.isString() ? value.string() : value.text()));
    }

    private boolean isNamed(MemberSpan member, AppField field) {
        String name = new JsonText(spans().of(member.name())).string();
        return AppField.named(name).filter(field::equals).isPresent();
    }

    private AppsText spliced(Span span, String replacement) {
        return new AppsText(text.substring(0, span.start()) + replacement + text.substring(span.end()));
    }
}
