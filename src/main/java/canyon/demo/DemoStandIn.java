package canyon.demo;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One question that a Laravel application answers. Safe for use from any thread. */
interface DemoStandIn {
    /**
     * Answers whatever comes.
     *
     * @param authorization the header, which says who asks
     * @param fields of the form and the query
     */
    DemoAnswer answer(@Nullable String authorization, Map<String, String> fields);
}
