package canyon.redis;

import canyon.cluster.Ledger.Joined;
import canyon.cluster.Ledger.Kept;
import canyon.cluster.Ledger.Status;
import canyon.cluster.Ledger.Totals;
import canyon.cluster.Roll;
import canyon.cluster.Seat;
import canyon.cluster.Snapshot;
import canyon.cluster.Version;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.MalformedJsonException;
import canyon.message.Member;
import canyon.message.Presence;
import canyon.message.SocketId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ClusterScripts} answer. What is not theirs, because somebody else writes there, is passed over. */
final class ClusterAnswers {
    private static final Pattern META = Pattern.compile("(\\d{1,18}) (\\d{1,18})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern SEAT = Pattern.compile("(\\S+) (\\d{1,18})[^\n]*\n([^\n]*)\n(.*)", Pattern.DOTALL);

    private ClusterAnswers() {}

    static Joined joined(Object answer) {
        List<?> parts = (List<?>) answer;
        long status = (Long) parts.get(0);
        Version version = version(parts.get(1), parts.get(2));
        List<?> seats = (List<?>) parts.get(3);
        return new Joined(status(status), version, seats.isEmpty() ? null : new Snapshot(version, seats(seats)));
    }

    private static Status status(long number) {
        return switch ((int) number) {
            case 0 -> Status.UNCHANGED;
            case 1 -> Status.SEATED;
            case 3 -> Status.MOVED;
            default -> Status.FULL;
        };
    }

    static Version left(Object answer) {
        List<?> parts = (List<?>) answer;
        return version(parts.get(0), parts.get(1));
    }

    static Snapshot snapshot(Object answer) {
        List<?> all = (List<?>) answer;
        Version version = Version.NONE;
        for (int i = 0; i + 1 < all.size(); i += 2) {
            if (text(all.get(i)).equals("*")) {
                version = meta(all.get(i + 1));
            }
        }
        return new Snapshot(version, seats(all));
    }

    /** @param answer null if there is no such channel */
    static Version meta(@Nullable Object answer) {
        Matcher meta = META.matcher(answer == null ? "" : text(answer));
        return meta.matches()
                ? new Version(Long.parseLong(meta.group(1)), Long.parseLong(meta.group(2)))
                : Version.NONE;
    }

    /** @param answer null if there is none; what is none is to be written again */
    static int count(@Nullable Object answer) {
        Matcher count = COUNT.matcher(answer == null ? "" : text(answer));
        return count.matches() ? Integer.parseInt(count.group()) : 0;
    }

    static Kept kept(Object answer) {
        List<?> parts = (List<?>) answer;
        return new Kept(text(parts.get(0)), Duration.ofMillis(Math.max(0, (Long) parts.get(1))));
    }

    static Totals totals(Object answer) {
        List<?> parts = (List<?>) answer;
        return new Totals((Long) parts.get(0), (Long) parts.get(1));
    }

    static List<Member> members(Object answer) {
        return ((List<?>) answer)
                .stream()
                        .map(ClusterAnswers::text)
                        .flatMap(text -> member(text).stream())
                        .toList();
    }

    static Roll roll(Object answer) {
        List<?> parts = (List<?>) answer;
        List<?> pairs = (List<?>) parts.get(1);
        Map<String, String> living = new LinkedHashMap<>();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            living.put(text(pairs.get(i)), text(pairs.get(i + 1)));
        }
        List<String> expired =
                ((List<?>) parts.get(2)).stream().map(ClusterAnswers::text).toList();
        return new Roll((Long) parts.get(0) == 1, living, expired);
    }

    static List<ChannelName> channels(Object answer) {
        return ((List<?>) answer)
                .stream()
                        .map(ClusterAnswers::text)
                        .flatMap(text -> ClusterKeys.channel(text).stream())
                        .toList();
    }

    private static Version version(Object epoch, Object number) {
        return new Version(Long.parseLong(text(epoch)), (Long) number);
    }

    private record Numbered(long number, Seat seat) {}

    private static List<Seat> seats(List<?> all) {
        List<Numbered> seats = new ArrayList<>();
        for (int i = 0; i + 1 < all.size(); i += 2) {
            String socket = text(all.get(i));
            Matcher seat = SEAT.matcher(text(all.get(i + 1)));
            if (!socket.isEmpty() && seat.matches()) {
                member(seat.group(4))
                        .ifPresent(member -> seats.add(new Numbered(
                                Long.parseLong(seat.group(2)),
                                new Seat(new Presence(member, new SocketId(socket)), seat.group(1)))));
            }
        }
        seats.sort(Comparator.comparingLong(Numbered::number));
        return seats.stream().map(Numbered::seat).toList();
    }

    private static Optional<Member> member(String json) {
        try {
            return Member.of(JsonText.parse(json));
        } catch (MalformedJsonException e) {
            return Optional.empty();
        }
    }

    static String text(Object answer) {
        return answer instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(answer);
    }
}
