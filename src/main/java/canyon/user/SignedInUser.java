package canyon.user;

import canyon.message.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection belongs to, as the application said when it signed in.
 *
 * @param app scope of the application
 * @param id never empty
 * @param info what others on presence channels see of it; null if nothing
 * @param watchlist ids of users whose coming and going it wants to hear of
 */
public record SignedInUser(String app, String id, @Nullable JsonText info, List<String> watchlist) {
    public SignedInUser {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the id of a user must not be empty");
        }
        watchlist = List.copyOf(watchlist);
    }

    UserKey key() {
        return new UserKey(app, id);
    }

    /** What tells users apart. */
    record UserKey(String app, String id) {}
}
