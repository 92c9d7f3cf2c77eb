package canyon.redis;

import canyon.config.RedisPlace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Commands that a Redis Cluster is to carry out together: which of them may go now, and which must go again. Not
 * thread-safe.
 */
final class ClusterBatch {
    /** Of messages, which have none. */
    static final int NO_SLOT = -1;

    /** That a command is sent: to nodes that had its slot, move it and get it, and for what is soon over. */
    static final int ATTEMPTS = 6;

    /** What a node says that has not carried out a command. */
    private static final Set<String> PASSING =
            Set.of("MOVED", "ASK", "TRYAGAIN", "CLUSTERDOWN", "LOADING", "MASTERDOWN", "READONLY");

    private final List<Errand> errands = new ArrayList<>();

    ClusterBatch(List<RedisCall> calls) {
        IdentityHashMap<RedisCall, Errand> byCall = new IdentityHashMap<>();
        for (RedisCall call : calls) {
            Errand errand = new Errand(call, errands.size(), call.before() == null ? null : byCall.get(call.before()));
            byCall.put(call, errand);
            errands.add(errand);
        }
    }

    /** Whether it says only that this node has not carried out a command now. */
    static boolean isPassing(JedisDataException refusal) {
        return PASSING.contains(String.valueOf(refusal.getMessage()).replaceAll("[^A-Z].*", ""));
    }

    /** One of them. */
    static final class Errand {
        private final RedisCall call;
        private final int place;
        private final @Nullable Errand before;
        private final int slot;
        private int attempts;
        private boolean isDone;
        private @Nullable Object answer;
        private @Nullable RedisPlace asked;

        private Errand(RedisCall call, int place, @Nullable Errand before) {
            this.call = call;
            this.place = place;
            this.before = before;
            this.slot = call.command() == Command.PUBLISH ? NO_SLOT : call.slot();
        }

        RedisCall call() {
            return call;
        }

        /** Among all. */
        int place() {
            return place;
        }

        int slot() {
            return slot;
        }

        /** Who is asked this time, because whoever has the slot said so; null if nobody did. */
        @Nullable
        RedisPlace asked() {
            return asked;
        }

        /** For the next time. */
        void askAt(@Nullable RedisPlace place) {
            asked = place;
        }

        /** It was sent, or was not wanted any more. */
        void take(@Nullable Object what) {
            attempts++;
            asked = null;
            answer = what;
        }

        /** The node is not reached, or was lost: nobody knows whether it has carried it out. */
        void lose(String reason) {
            take(new JedisConnectionException(reason));
        }

        /** What was said the last time, if it was not carried out and may be tried again; null otherwise. */
        @Nullable
        JedisDataException refusal() {
            return answer instanceof JedisDataException refusal && isPassing(refusal) ? refusal : null;
        }

        /** Whether another node can do better, and not just time. */
        boolean isRedirected() {
            return answer instanceof JedisRedirectionException;
        }

        /** Nobody knows that it was carried out, or it was not. */
        private boolean isLost() {
            return answer instanceof JedisConnectionException || answer == RedisPipe.UNWANTED;
        }

        /** What is said of a state of Redis is no answer to the command. */
        private void finish() {
            isDone = true;
            JedisDataException refusal = refusal();
            if (refusal != null) {
                answer = new JedisConnectionException(String.valueOf(refusal.getMessage()), refusal);
            }
        }
    }

    /** Those that may go now, in their order: all that must be carried out before them is. Empty when all are done. */
    List<Errand> due() {
        List<Errand> due = new ArrayList<>();
        Set<Integer> held = new HashSet<>();
        for (Errand errand : errands) {
            Errand before = errand.before;
            if (errand.isDone || held.contains(errand.slot)) {
                continue;
            }
            if (before != null && !before.isDone) {
                held.add(errand.slot);
            } else if (before != null && before.isLost()) {
                errand.answer = before.answer;
                errand.isDone = true;
            } else {
                due.add(errand);
            }
        }
        return due;
    }

    /**
     * Decides which of those that went are done.
     *
     * @param isPatient whether what is soon over may be waited for
     * @return those that must go again
     */
    List<Errand> settle(List<Errand> gone, boolean isPatient) {
        List<Errand> again = new ArrayList<>();
        Set<String> overtaken = new HashSet<>();
        for (int i = gone.size() - 1; i >= 0; i--) {
            Errand errand = gone.get(i);
            JedisDataException refusal = errand.refusal();
            if (refusal == null) {
                overtaken.add(errand.call.key());
                errand.finish();
            } else if (errand.attempts >= ATTEMPTS
                    // A later one about the same was carried out already.
                    || overtaken.contains(errand.call.key())
                    || !(isPatient || errand.isRedirected())) {
                errand.finish();
            } else {
                again.add(0, errand);
            }
        }
        return again;
    }

    /** For each command, when all are done. */
    @SuppressWarnings("NullAway") // a list of Jedis's has null where Redis has nothing
    List<Object> answers() {
        List<Object> answers = new ArrayList<>(errands.size());
        for (Errand errand : errands) {
            answers.add(errand.answer);
        }
        return answers;
    }
}
