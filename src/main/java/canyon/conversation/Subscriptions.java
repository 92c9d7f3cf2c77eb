package canyon.conversation;

import canyon.auth.AuthRequest;
import canyon.auth.Grant;
import canyon.connection.Connection;
import canyon.message.ChannelName;
import canyon.message.Member;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The channels that one client wants and may not join before somebody has been asked. A few are asked for at the same
 * time, the others wait, so that one client does not keep all others waiting. Safe for use from any thread.
 *
 * <p>Its lock makes one step of joining and of what forbids it: the client left the channel, or is gone. It is taken
 * before those of the registry and never held while anything is sent.
 */
final class Subscriptions {
    /** Of {@code auth} in subscriptions that wait: the credentials for hundreds of channels. */
    static final int MAX_HELD_CHARACTERS = 256 * 1024;

    private static final int TOO_LARGE = 413;
    private static final int FAULT = 500;
    private static final int BUSY = 503;

    private static final Logger LOG = System.getLogger(Subscriptions.class.getName());

    private final Party party;
    private final Connection connection;
    private final Services services;
    private final Entrance entrance;
    private final Object lock = new Object();
    private final Set<Attempt> wanted = new LinkedHashSet<>(2);
    private final Queue<Attempt> waiting = new ArrayDeque<>(2);
    private int asking;

    Subscriptions(Party party) {
        this.party = party;
        this.connection = party.connection();
        this.services = party.services();
        this.entrance = new Entrance(party);
    }

    /** Joins a channel that is open to everybody. */
    void join(ChannelName channel) {
        entrance.enter(
                channel,
                () -> {
                    services.registry().join(connection, channel);
                    return Optional.<Refusal>empty();
                },
                refusal -> {});
    }

    /** Whether one channel more would be too many, or one question more about a channel that was joined before. */
    boolean wouldExceed(int limit, ChannelName next) {
        synchronized (lock) {
            int joined = connection.isSubscribed(next) ? 0 : connection.subscriptionCount();
            return joined + wanted.size() + entrance.waitingCount(next) >= limit;
        }
    }

    /**
     * Asks, now or later, whether the client may join.
     *
     * @return false if what the client gave for its authorizations takes too much memory while they wait; what it gave
     *     for a single one never does, up to that bound
     */
    boolean request(AuthRequest request) {
        synchronized (lock) {
            if (connection.hasEnded()) {
                return true;
            }
            int held = wanted.stream()
                    .mapToInt(attempt -> attempt.request.auth().text().length())
                    .sum();
            if (held + request.auth().text().length() > MAX_HELD_CHARACTERS) {
                return false;
            }
            Attempt attempt = new Attempt(request);
            wanted.add(attempt);
            waiting.add(attempt);
        }
        askNext();
        return true;
    }

    void leave(ChannelName channel) {
        synchronized (lock) {
            wanted.removeIf(attempt -> attempt.request.channel().equals(channel));
            waiting.removeIf(attempt -> attempt.request.channel().equals(channel));
            entrance.leave(channel);
        }
    }

    void end() {
        synchronized (lock) {
            wanted.clear();
            waiting.clear();
            entrance.end();
        }
    }

    private void askNext() {
        Attempt next;
        while ((next = next()) != null) {
            if (!services.pool().execute(next)) {
                next.finish(new Refusal(BUSY, "too many subscriptions wait for authorization, try again"));
            }
        }
    }

    private @Nullable Attempt next() {
        synchronized (lock) {
            Attempt next = asking < services.limits().authorizations() ? waiting.poll() : null;
            if (next != null) {
                asking++;
            }
            return next;
        }
    }

    /** What the client is told if it may not join. */
    private record Refusal(int status, String reason) {}

    /** One subscription, from the request to its outcome. */
    private final class Attempt implements Runnable {
        private final AuthRequest request;

        Attempt(AuthRequest request) {
            this.request = request;
        }

        @Override
        public void run() {
            Refusal refusal = null;
            Runnable entry = null;
            try {
                if (isWanted()) {
                    Grant grant = services.authorizer().authorize(request);
                    refusal = objection(grant);
                    if (refusal == null) {
                        services.registry().awaitRoom();
                        Member member = ((Grant.Admitted) grant).member();
                        entry = () -> conclude(() -> enter(member));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                refusal = fault(e);
            }
            if (entry == null) {
                conclude(refusal);
            } else {
                services.interest().await(request.channel(), entry);
            }
        }

        private void conclude(Supplier<@Nullable Refusal> outcome) {
            Refusal refusal;
            try {
                refusal = outcome.get();
            } catch (RuntimeException | Error e) {
                refusal = fault(e);
            }
            conclude(refusal);
        }

        private Refusal fault(Throwable cause) {
            LOG.log(Level.ERROR, "the authorization of " + request + " failed", cause);
            return new Refusal(FAULT, "internal error");
        }

        private void conclude(@Nullable Refusal refusal) {
            try {
                finish(refusal);
            } finally {
                askNext();
            }
        }

        private boolean isWanted() {
            synchronized (lock) {
                return wanted.contains(this);
            }
        }

        private @Nullable Refusal objection(Grant grant) {
            if (grant instanceof Grant.Refused refused) {
                return new Refusal(refused.status(), refused.reason());
            }
            Member member = ((Grant.Admitted) grant).member();
            int limit = party.limits().presenceMemberBytes();
            return member != null && member.data().text().getBytes(StandardCharsets.UTF_8).length > limit
                    ? new Refusal(TOO_LARGE, "the member data has more than " + limit + " bytes")
                    : null;
        }

        private @Nullable Refusal enter(@Nullable Member member) {
            synchronized (lock) {
                return wanted.contains(this) ? join(member) : null;
            }
        }

        private @Nullable Refusal join(@Nullable Member member) {
            ChannelName channel = request.channel();
            if (member == null) {
                services.registry().join(connection, channel);
                return null;
            }
            int limit = party.limits().presenceMembers();
            Refusal full = new Refusal(TOO_LARGE, "the channel has " + limit + " members already");
            Runnable later = () -> party.refuse(channel.text(), full.status(), full.reason());
            return services.registry().join(connection, channel, member, limit, later) ? null : full;
        }

        /** @param refusal null if the client has joined, or does not want to any more */
        void finish(@Nullable Refusal refusal) {
            boolean hadWaited;
            synchronized (lock) {
                asking--;
                hadWaited = wanted.remove(this);
            }
            if (hadWaited && refusal != null) {
                party.refuse(request.channel().text(), refusal.status(), refusal.reason());
            }
        }
    }
}
