package canyon.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where settings come from: MicroProfile Config, without it {@link PlainSource}, or a map in tests. */
interface SettingSource {
    Optional<Given> find(String key);

    /** For each source, named for people, all names that it holds, Canyon's or not. */
    Map<String, Set<String>> names();

    /** What an operator should know of the source itself, one line. */
    default Optional<String> remark() {
        return Optional.empty();
    }
}
