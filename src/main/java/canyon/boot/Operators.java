package canyon.boot;

import canyon.config.OperatorSettings;
import canyon.ops.AdminCheck;

/** What operators are given. */
final class Operators {
    /** Until somebody can sign in. */
    static final AdminCheck NOBODY = request -> false;

    /** So many happenings a second are told, however few watchers there may be: each looks for something else. */
    private static final int LEAST = 1_000;

    private Operators() {}

    static int happeningsPerSecond(OperatorSettings settings) {
        OperatorSettings.Admin admin = settings.admin();
        return Math.max(LEAST, admin.watchers() * admin.eventsPerSecond());
    }
}
