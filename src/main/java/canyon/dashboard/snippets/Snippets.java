package canyon.dashboard.snippets;

import canyon.app.App;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be copied for one application.
 *
 * @param redis host and port that Canyon hears; null for none
 */
public record Snippets(Address address, App app, @Nullable String redis) {
    /** Those that can work: without a key there are no Pusher clients, and Redis is for the default application. */
    public List<Snippet> all() {
        EchoSnippets echo = new EchoSnippets(address, app);
        LaravelSnippets laravel = new LaravelSnippets(address, app);
        List<Snippet> all = new ArrayList<>();
        if (!app.key().isEmpty()) {
            all.add(echo.pusher());
            all.add(echo.reverb());
        }
        all.add(echo.socketIo("4", "import { io } from 'socket.io-client';"));
        all.add(echo.socketIo("2", "import io from 'socket.io-client';"));
        if (app.scope().equals(App.DEFAULT_SCOPE)) {
            all.add(laravel.redis(redis));
        }
        if (!app.key().isEmpty()) {
            all.add(laravel.reverb());
            all.add(laravel.pusher());
        }
        return all;
    }
}
