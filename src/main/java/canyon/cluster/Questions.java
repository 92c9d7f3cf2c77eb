package canyon.cluster;

import canyon.message.JsonText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What one node asks all others, each of which answers in its own time; who does not answer in time is left out. Safe
 * for use from any thread.
 */
final class Questions {
    static final String ASK = "ask";
    static final String ANSWER = "answer";

    /** Who has not answered in time is not waited for again for so long, unless it answers late. */
    private static final long SILENCE = Duration.ofSeconds(10).toNanos();

    private static final String ID = "id";
    private static final String TO = "to";

    private static final Logger LOG = System.getLogger(Questions.class.getName());

    private final Bus bus;
    private final Lives lives;
    private final NodeName node;
    private final Duration timeout;
    private final LongSupplier nanos;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Asked> open = new ConcurrentHashMap<>();

    /** Processes that have not answered in time, and when that was. */
    private final Map<String, Long> mute = new ConcurrentHashMap<>();

    /** @param nanos the time, as {@link System#nanoTime} */
    Questions(Bus bus, Lives lives, NodeName node, Duration timeout, LongSupplier nanos) {
        this.bus = bus;
        this.lives = lives;
        this.node = node;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /** A question whose answers are not all there. */
    private static final class Asked {
        private final Set<String> silent = ConcurrentHashMap.newKeySet();
        private final Set<String> awaited;
        private final List<BusMessage> answers = new CopyOnWriteArrayList<>();
        private final CountDownLatch left;

        Asked(Set<String> processes, Set<String> awaited) {
            silent.addAll(processes);
            this.awaited = awaited;
            left = new CountDownLatch(awaited.size());
        }

        void answered(BusMessage answer) {
            if (silent.remove(answer.from())) {
                answers.add(answer);
                if (awaited.contains(answer.from())) {
                    left.countDown();
                }
            }
        }

        Set<String> late() {
            Set<String> late = new TreeSet<>(awaited);
            late.retainAll(silent);
            return late;
        }
    }

    /** Asks, and returns what was answered in time. */
    List<BusMessage> ask(Map<String, JsonText> question) {
        Set<String> others = new HashSet<>();
        for (String lease : lives.living().keySet()) {
            if (!node.isOwn(lease)) {
                others.add(NodeName.processOf(lease));
            }
        }
        if (others.isEmpty() || !lives.isUp()) {
            return List.of();
        }
        long id = last.incrementAndGet();
        Asked asked = new Asked(others, awaited(others));
        open.put(id, asked);
        try {
            Map<String, JsonText> members = new LinkedHashMap<>(question);
            members.put(ID, new JsonText(String.valueOf(id)));
            bus.send(ASK, members);
            if (!asked.left.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                Set<String> late = asked.late();
                late.forEach(process -> mute.put(process, nanos.getAsLong()));
                LOG.log(
                        Level.WARNING,
                        "nodes {0} did not answer within {1}: what they know is missing in an answer of the HTTP API",
                        late,
                        timeout);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(id);
        }
        return List.copyOf(asked.answers);
    }

    /** Else each answer of the HTTP API would wait for a node that is dead until its lease is over. */
    private Set<String> awaited(Set<String> processes) {
        long now = nanos.getAsLong();
        mute.values().removeIf(since -> now - since >= SILENCE);
        Set<String> awaited = new HashSet<>(processes);
        awaited.removeAll(mute.keySet());
        return awaited;
    }

    /** Sends what this node knows to whoever has asked. */
    void answer(BusMessage question, Map<String, JsonText> known) {
        Map<String, JsonText> members = new LinkedHashMap<>(known);
        members.put(TO, JsonText.ofString(question.from()));
        question.number(ID).ifPresent(id -> members.put(ID, new JsonText(String.valueOf(id))));
        bus.send(ANSWER, members);
    }

    void answered(BusMessage answer) {
        if (!answer.text(TO).orElse("").equals(node.process())) {
            return;
        }
        mute.remove(answer.from());
        Asked asked = open.get(answer.number(ID).orElse(0));
        if (asked != null) {
            asked.answered(answer);
        }
    }
}
