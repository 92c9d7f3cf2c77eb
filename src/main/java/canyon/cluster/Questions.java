package canyon.cluster;

import canyon.message.JsonText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    /** In a question: whoever asks puts an answer together that comes in parts. */
    static final String PARTS = "parts";

    /** After so many an answer is cut off: about 60 MB. */
    static final int MOST_PARTS = 1_000;

    /** However its parts come, an answer is waited for no longer than so many times as long as for one of them. */
    private static final int MOST_TIMEOUTS = 15;

    /** Answers that are sent at the same time; over it the oldest goes on no more. */
    private static final int MOST_PARTED = 100;

    private static final String ID = "id";
    private static final String TO = "to";
    private static final String PART = "part";
    private static final String MORE = "more";

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

    /** By whoever has asked, and the number of the question. */
    private final Map<String, PartedAnswer> parted = new LinkedHashMap<>();

    /** @param nanos the time, as {@link System#nanoTime} */
    Questions(Bus bus, Lives lives, NodeName node, Duration timeout, LongSupplier nanos) {
        this.bus = bus;
        this.lives = lives;
        this.node = node;
        this.timeout = timeout;
        this.nanos = nanos;
    }

    /**
     * What was answered.
     *
     * @param all what came, one or more of each node
     * @param missing nodes that have not answered, or not to the end
     */
    record Answers(List<BusMessage> all, int missing) {}

    /** A question whose answers are not all there. */
    private static final class Asked {
        /** Processes that have not answered to the end, and how many parts of them came. */
        private final Map<String, Integer> parts = new HashMap<>();

        private final Set<String> awaited;
        private final List<BusMessage> answers = new ArrayList<>();
        private int missing;
        private long since = System.nanoTime();

        Asked(Set<String> processes, Set<String> awaited) {
            processes.forEach(process -> parts.put(process, 0));
            this.awaited = awaited;
        }

        synchronized void answered(BusMessage answer) {
            Integer before = parts.get(answer.from());
            if (before == null) {
                return;
            }
            answers.add(answer);
            int part = before + 1;
            boolean isMore = answer.json(MORE).isPresent();
            boolean isNext = answer.number(PART).orElse(part) == part;
            if (isNext && isMore && part < MOST_PARTS) {
                parts.put(answer.from(), part);
                since = System.nanoTime();
                return;
            }
            parts.remove(answer.from());
            notifyAll();
            if (!isNext || isMore) {
                missing++;
            }
        }

        /**
         * Waits as long as parts come of which there are more, but not for ever.
         *
         * @return who is waited for in vain
         */
        synchronized Set<String> await(Duration timeout) throws InterruptedException {
            long begin = System.nanoTime();
            for (Set<String> late = late(); !late.isEmpty(); late = late()) {
                long now = System.nanoTime();
                long left = Math.min(
                        since + timeout.toNanos() - now,
                        begin + timeout.multipliedBy(MOST_TIMEOUTS).toNanos() - now);
                if (left <= 0) {
                    return late;
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            return Set.of();
        }

        private Set<String> late() {
            Set<String> late = new TreeSet<>(awaited);
            late.retainAll(parts.keySet());
            return late;
        }

        synchronized Answers answers() {
            return new Answers(List.copyOf(answers), missing + parts.size());
        }
    }

    /** Asks, and returns what was answered in time. */
    Answers ask(Map<String, JsonText> question) {
        Set<String> others = new HashSet<>();
        for (String lease : lives.living().keySet()) {
            if (!node.isOwn(lease)) {
                others.add(NodeName.processOf(lease));
            }
        }
        if (others.isEmpty() || !lives.isUp()) {
            return new Answers(List.of(), others.size());
        }
        long id = last.incrementAndGet();
        Asked asked = new Asked(others, awaited(others));
        open.put(id, asked);
        try {
            Map<String, JsonText> members = new LinkedHashMap<>(question);
            members.put(ID, new JsonText(String.valueOf(id)));
            bus.send(ASK, members);
            Set<String> late = asked.await(timeout);
            if (!late.isEmpty()) {
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
        return asked.answers();
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
        bus.send(ANSWER, answerTo(question, known));
    }

    private static Map<String, JsonText> answerTo(BusMessage question, Map<String, JsonText> known) {
        Map<String, JsonText> members = new LinkedHashMap<>(known);
        members.put(TO, JsonText.ofString(question.from()));
        question.number(ID).ifPresent(id -> members.put(ID, new JsonText(String.valueOf(id))));
        return members;
    }

    /**
     * As {@link #answer}, one part after the other, each when the one before has come back to this node: however much
     * it knows, it keeps neither the bus from others nor what waits to be sent from its bound.
     */
    void answerInParts(BusMessage question, Iterator<Map<String, JsonText>> parts) {
        PartedAnswer answer = new PartedAnswer(question, parts);
        synchronized (parted) {
            // What a part that did not come back has left.
            parted.values().removeIf(PartedAnswer::isStuck);
            parted.put(key(question.from(), question.number(ID).orElse(0)), answer);
            if (parted.size() > MOST_PARTED) {
                parted.remove(parted.keySet().iterator().next());
            }
        }
        answer.goOn();
    }

    private static String key(String asking, long id) {
        return asking + " " + id;
    }

    /** An answer of which not all is sent. */
    private final class PartedAnswer {
        private final BusMessage question;
        private final Iterator<Map<String, JsonText>> parts;
        private long since = nanos.getAsLong();
        private int sent;

        PartedAnswer(BusMessage question, Iterator<Map<String, JsonText>> parts) {
            this.question = question;
            this.parts = parts;
        }

        synchronized boolean isStuck() {
            return nanos.getAsLong() - since >= SILENCE;
        }

        synchronized void goOn() {
            since = nanos.getAsLong();
            Map<String, JsonText> members = answerTo(question, parts.next());
            sent++;
            members.put(PART, new JsonText(String.valueOf(sent)));
            if (parts.hasNext()) {
                members.put(MORE, new JsonText("true"));
            }
            bus.send(ANSWER, members);
        }
    }

    private void cameBack(BusMessage part) {
        String key = key(part.text(TO).orElse(""), part.number(ID).orElse(0));
        PartedAnswer answer;
        synchronized (parted) {
            boolean isOver = part.json(MORE).isEmpty() || part.number(PART).orElse(0) >= MOST_PARTS;
            answer = parted.get(key);
            if (isOver) {
                parted.remove(key);
                return;
            }
        }
        if (answer != null) {
            answer.goOn();
        }
    }

    void answered(BusMessage answer) {
        if (bus.isOwn(answer)) {
            cameBack(answer);
            return;
        }
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
