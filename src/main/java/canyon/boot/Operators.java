package canyon.boot;

import canyon.config.OperatorSettings;

/** What operators are given. */
final class Operators {
    /** So many happenings a second are told, however few watchers there may be: each looks for something else. */
    private static final int LEAST = 1_000;

    private Operators() {}

    static int happeningsPerSecond(OperatorSettings settings) {
        OperatorSettings.Admin admin = settings.admin();
        return Math.max(LEAST, admin.watchers() * admin.eventsPerSecond());
    }
}
