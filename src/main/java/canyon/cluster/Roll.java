package canyon.cluster;

import java.util.List;
import java.util.Map;

/**
 * Who is alive.
 *
 * @param isLost whether the lease that was to be renewed was over: then the others may have removed what the node held
 * @param living what each of them tells of itself, as JSON, by its name
 * @param expired whose lease is over and of whom nobody has taken care yet
 */
public record Roll(boolean isLost, Map<String, String> living, List<String> expired) {
    public Roll {
        living = Map.copyOf(living);
        expired = List.copyOf(expired);
    }
}
