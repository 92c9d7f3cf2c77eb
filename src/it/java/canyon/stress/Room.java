package canyon.stress;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One presence channel as a connection wants it, and the list of its members as laravel-echo 2 keeps it, but strict:
 * each {@code joining} and {@code leaving} must change the list. Not thread-safe: its session guards it.
 */
final class Room {
    private boolean wanted;
    private int refusals;
    private int undecided;
    private int fence;
    private int changes;
    private @Nullable Set<String> members;

    /** The application will admit it. */
    void subscribe() {
        wanted = true;
        undecided++;
    }

    /** The application will refuse it, which changes nothing. */
    void subscribeInVain() {
        refusals++;
        undecided++;
    }

    /** laravel-echo takes its listeners away, so that what is still on its way is not heard. */
    void unsubscribe() {
        wanted = false;
        members = null;
    }

    /** Whether the connection is in the channel when all has been carried out. */
    boolean isWanted() {
        return wanted;
    }

    /** Empty before {@code presence:subscribed}. */
    Set<String> members() {
        return members == null ? Set.of() : members;
    }

    /** Number of the last event that was published to see how far everybody has heard. */
    int fence() {
        return fence;
    }

    /** How often it was told that somebody came or went. */
    int changes() {
        return changes;
    }

    /** How many subscriptions were undecided and are not any more, or nobody waits for them. */
    int settle() {
        int settled = undecided;
        undecided = 0;
        return settled;
    }

    /**
     * @param own user of the connection
     * @param connection that heard it
     * @throws IllegalStateException if Canyon must not have sent it
     */
    void heard(String event, JsonArray arguments, String own, String connection) {
        switch (event) {
            case "presence:subscribed" -> subscribed(arguments.getJsonArray(2), own);
            case "presence:joining" -> joining(user(arguments.get(2)));
            case "presence:leaving" -> leaving(user(arguments.get(2)));
            case "subscription_error" -> refused(arguments.getInt(2));
            case "client-typing" ->
                require(!arguments.getString(2).equals(connection), "a whisper came back to whoever whispered");
            case "fence" -> {
                require(wanted || !arguments.getString(1).startsWith("presence"), "an event after it had left");
                fence = arguments.getInt(2);
            }
            default -> throw new IllegalStateException("an unexpected event");
        }
    }

    private void subscribed(JsonArray list, String own) {
        if (!wanted) {
            return;
        }
        Set<String> users = new LinkedHashSet<>();
        list.forEach(member -> require(users.add(user(member)), "a user twice in one list"));
        require(users.contains(own), "a list without the user itself");
        members = users;
    }

    private void joining(String user) {
        changes++;
        require(members == null || members.add(user), "joined again");
    }

    private void leaving(String user) {
        changes++;
        require(members == null || members.remove(user), "left without being there");
    }

    private void refused(int status) {
        require(status == 403 && refusals > 0, "refused without a reason");
        refusals--;
    }

    private static String user(JsonValue member) {
        return member.asJsonObject().getString("user_id");
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalStateException(complaint);
        }
    }
}
