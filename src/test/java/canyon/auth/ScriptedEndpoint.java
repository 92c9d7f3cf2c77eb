package canyon.auth;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Applications that answer what the test says, and remember what they were asked. */
final class ScriptedEndpoint implements AuthEndpoint {
    /** One question. */
    record Question(URI url, Map<String, String> headers, Map<String, String> form) {}

    private final List<Question> questions = new ArrayList<>();
    private final Map<String, IOException> failures = new HashMap<>();
    private Answer answer = new Answer(200, "", false);

    ScriptedEndpoint answers(int status, String body) {
        answer = new Answer(status, body, false);
        return this;
    }

    /** @param failure null if the host answers */
    void fails(String host, @Nullable IOException failure) {
        failures.compute(host, (name, before) -> failure);
    }

    List<Question> questions() {
        return questions;
    }

    Question last() {
        return questions.get(questions.size() - 1);
    }

    @Override
    public Answer post(URI url, Map<String, String> headers, Map<String, String> form) throws IOException {
        questions.add(new Question(url, headers, form));
        IOException failure = failures.get(Objects.requireNonNull(url.getHost()));
        if (failure != null) {
            throw failure;
        }
        return answer;
    }

    @Override
    public void close() {}
}
