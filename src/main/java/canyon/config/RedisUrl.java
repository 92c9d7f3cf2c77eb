package canyon.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to log in. Its text form masks the password.
 *
 * @param tls by {@code rediss…://}, or phpredis's word for it, {@code tls://}
 * @param user of the servers that hold the data, not of the Sentinels; null means Redis's default user
 * @param password null means none
 * @param places of the server, of the Sentinels, or of some nodes of the Cluster; none with a Unix socket
 * @param name of the master, as the Sentinels know it, or the path of the Unix socket; empty otherwise
 */
public record RedisUrl(
        RedisForm form,
        boolean tls,
        @Nullable String user,
        @Nullable Secret password,
        List<RedisPlace> places,
        String name,
        int database) {
    /** What {@link #parse} reads, for people. */
    static final String ALLOWED =
            "redis://[user:pass@]host[:port][/db], redis-sentinel://[user:pass@]host[:port],.../master[/db],"
                    + " redis-cluster://[user:pass@]host[:port],..., or the same with rediss;"
                    + " redis+unix://[user:pass@]/path[?db=n]";

    public static final int DEFAULT_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    private static final Pattern URL = Pattern.compile("([a-z]+(?:[+-][a-z]+)?)://(?:(.*)@)?([^@]*)", Pattern.DOTALL);
    private static final Pattern SINGLE = Pattern.compile("([^/,]*)(?:/([0-9]{0,9}))?");
    private static final Pattern SENTINEL = Pattern.compile("([^/]*)/([A-Za-z0-9._-]{1,100})(?:/([0-9]{0,9}))?");
    private static final Pattern CLUSTER = Pattern.compile("([^/]*)(?:/0?)?");

    /** Paths that the kernel takes have at most 107 bytes. */
    private static final Pattern UNIX = Pattern.compile("(/[^?]{1,106})(?:\\?db=([0-9]{1,9}))?");

    /** What may be shown of a text that could not be read: host and numeric port. A host alone might be a password. */
    private static final Pattern SHOWABLE =
            Pattern.compile("([a-z]+://)?(?:.*@)?([A-Za-z0-9._-]+:[0-9]{1,5}(?:/[0-9]*)?)");

    public RedisUrl {
        places = List.copyOf(places);
        if (database < 0) {
            throw new IllegalArgumentException("the database must not be negative, got " + database);
        }
        if (places.isEmpty() != (form == RedisForm.UNIX)) {
            throw new IllegalArgumentException(form + " with " + places.size() + " places");
        }
    }

    /** One server. */
    public RedisUrl(
            boolean tls, @Nullable String user, @Nullable Secret password, String host, int port, int database) {
        this(RedisForm.SINGLE, tls, user, password, List.of(new RedisPlace(host, port)), "", database);
    }

    /**
     * Reads a URL of one of the forms that {@link #ALLOWED} shows; {@code tls://} is {@code rediss://}, {@code unix://}
     * is {@code redis+unix://}.
     *
     * @throws IllegalArgumentException with a reason that does not quote {@code text}, which may hold a password
     */
    public static RedisUrl parse(String text) {
        Matcher url = URL.matcher(text);
        if (!url.matches()) {
            throw noScheme();
        }
        String place = url.group(3);
        return switch (url.group(1)) {
            case "redis" -> single(false, url.group(2), place);
            case "rediss", "tls" -> single(true, url.group(2), place);
            case "redis-sentinel" -> sentinel(false, url.group(2), place);
            case "rediss-sentinel" -> sentinel(true, url.group(2), place);
            case "redis-cluster" -> cluster(false, url.group(2), place);
            case "rediss-cluster" -> cluster(true, url.group(2), place);
            case "redis+unix", "unix" -> unix(url.group(2), place);
            default -> throw noScheme();
        };
    }

    private static IllegalArgumentException noScheme() {
        return new IllegalArgumentException(
                "does not begin with redis://, rediss://, tls://, redis-sentinel://, rediss-sentinel://,"
                        + " redis-cluster://, rediss-cluster:// or redis+unix://");
    }

    private static RedisUrl single(boolean tls, @Nullable String login, String text) {
        String otherwise = "must hold, after any user:password@, a host, :port and /database number";
        Matcher found = match(SINGLE, text, otherwise);
        List<RedisPlace> places = places(found.group(1), DEFAULT_PORT, otherwise);
        return url(RedisForm.SINGLE, tls, login, places, "", database(found.group(2)));
    }

    private static RedisUrl sentinel(boolean tls, @Nullable String login, String text) {
        String otherwise =
                "must hold, after any user:password@, the Sentinels as host:port with commas between, and then"
                        + " / and the name of the master";
        Matcher found = match(SENTINEL, text, otherwise);
        List<RedisPlace> places = places(found.group(1), SENTINEL_PORT, otherwise);
        return url(RedisForm.SENTINEL, tls, login, places, found.group(2), database(found.group(3)));
    }

    private static RedisUrl cluster(boolean tls, @Nullable String login, String text) {
        String otherwise =
                "must hold, after any user:password@, nodes as host:port with commas between; a Cluster has no"
                        + " database but 0";
        Matcher found = match(CLUSTER, text, otherwise);
        return url(RedisForm.CLUSTER, tls, login, places(found.group(1), DEFAULT_PORT, otherwise), "", 0);
    }

    private static RedisUrl unix(@Nullable String login, String text) {
        Matcher found = match(
                UNIX,
                text,
                "must hold, after any user:password@, a path that begins with / and has at"
                        + " most 107 characters, and perhaps ?db=number");
        String path = decode(found.group(1), "the path");
        return url(RedisForm.UNIX, false, login, List.of(), path, database(found.group(2)));
    }

    private static Matcher match(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(otherwise);
        }
        return matcher;
    }

    private static List<RedisPlace> places(String list, int defaultPort, String otherwise) {
        return Arrays.stream(list.split(",", -1))
                .map(place -> RedisPlace.parse(place, defaultPort, otherwise))
                .distinct()
                .toList();
    }

    private static int database(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static RedisUrl url(
            RedisForm form, boolean tls, @Nullable String login, List<RedisPlace> places, String name, int database) {
        if (login == null) {
            return new RedisUrl(form, tls, null, null, places, name, database);
        }
        int colon = login.indexOf(':');
        if (colon < 0 || colon == login.length() - 1) {
            throw new IllegalArgumentException("before the @ must stand user:password or :password");
        }
        String user = decode(login.substring(0, colon), "user or password");
        Secret password = new Secret(decode(login.substring(colon + 1), "user or password"));
        return new RedisUrl(form, tls, user.isEmpty() ? null : user, password, places, name, database);
    }

    private static String decode(String text, String where) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Without its cause, which quotes a piece of the password.
            throw new IllegalArgumentException("a % in " + where + " must be written %25");
        }
    }

    /** {@code text} without anything that could be a password, also if it is no Redis URL at all. */
    static String mask(String text) {
        try {
            return parse(text).toString();
        } catch (IllegalArgumentException e) {
            Matcher showable = SHOWABLE.matcher(text);
            if (!showable.matches()) {
                return Secret.MASK;
            }
            String scheme = showable.group(1) == null ? "" : showable.group(1);
            return scheme + (text.contains("@") ? Secret.MASK + "@" : "") + showable.group(2);
        }
    }

    @Override
    public String toString() {
        String login = password == null ? "" : (user == null ? "" : user) + ":" + Secret.MASK + "@";
        String after = form == RedisForm.UNIX ? "?db=" : "/";
        return form.scheme(tls) + "://" + login + where() + (database == 0 ? "" : after + database);
    }

    private String where() {
        String all = places.stream().map(RedisPlace::toString).collect(Collectors.joining(","));
        return switch (form) {
            case SINGLE, CLUSTER -> all;
            case SENTINEL -> all + "/" + name;
            case UNIX -> name;
        };
    }

    /** Where it is, for logs: one server as {@code host:port}. */
    public String address() {
        return where();
    }
}
