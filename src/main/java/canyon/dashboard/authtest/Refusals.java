package canyon.dashboard.authtest;

import canyon.auth.AuthEndpoint;
import canyon.auth.AuthTrial;
import java.util.Locale;

/** Why Laravel may have refused, told by the status of its answer. */
final class Refusals {
    private static final int FIRST_REDIRECT = 300;
    private static final int FIRST_CLIENT_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;

    private Refusals() {}

    static String of(AuthTrial trial, AuthEndpoint.Answer answer) {
        int status = answer.status();
        if (status >= FIRST_REDIRECT && status < FIRST_CLIENT_ERROR) {
            return redirect(trial, status);
        }
        return switch (status) {
            case 401 ->
                "401: Laravel does not know the user; the cookie is none of a session, or the token is not one of the"
                        + " guard that the route's middleware asks (auth:sanctum for tokens)";
            case 403 ->
                "403: Laravel says no: the callback of this channel in routes/channels.php returned false, none has a"
                        + " pattern that fits the name, or nobody is signed in with these credentials";
            case 404 ->
                "404: there is no such route; call Broadcast::routes() or withBroadcasting(), or set"
                        + " canyon.auth.endpoint to where it is";
            case 405 -> "405: the route takes no POST; canyon.auth.endpoint is the address of something else";
            case 419 ->
                "419: the CSRF token is missing or old; except the route from CSRF (Laravel's own broadcasting route"
                        + " is), or send a token instead of a cookie";
            case 429 -> "429: Laravel lets this client ask no more for a while (its throttle middleware)";
            case 502, 503, 504 ->
                status + ": the web server in front of Laravel does not reach it, or Laravel is in maintenance mode";
            default ->
                status >= FIRST_SERVER_ERROR
                        ? status + ": Laravel failed; storage/logs/laravel.log says why"
                        : status + ": Laravel refuses, and Canyon knows no reason for this status";
        };
    }

    private static String redirect(AuthTrial trial, int status) {
        String location = trial.location();
        String to = location.isEmpty() ? "" : " to " + location;
        if (location.toLowerCase(Locale.ROOT).contains("login")) {
            return status + to + ": nobody is signed in with these credentials, so Laravel sends to its login page";
        }
        return status + to + ": the application is elsewhere, perhaps by https or under another name; set"
                + " canyon.auth.host to where it answers itself";
    }
}
