package canyon.cluster;

import canyon.broker.Census;
import canyon.broker.ChannelList;
import canyon.broker.Crowd;
import canyon.channel.CachedEvents.Cached;
import canyon.channel.LastEvents;
import canyon.channel.LastEvents.Kept;
import canyon.cluster.ClusterMeters.Count;
import canyon.connection.CloseReason;
import canyon.message.ChannelName;
import canyon.message.JsonText;
import canyon.message.Presence;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What all nodes know together: this one asks the others, and leaves out who does not answer. */
final class ClusterCensus implements Census {
    static final String CLOSE = "close";

    private static final String WHAT = "what";
    private static final String CHANNELS = "channels";
    private static final String CHANNEL = "one channel";
    private static final String CONNECTIONS = "connections";
    private static final String USER = "user";
    private static final String APP = "app";
    private static final String PREFIX = "prefix";
    private static final String COUNT = "count";
    private static final String REASON = "reason";

    /** Of the channels in one message, in characters, about. */
    static final int PART_LENGTH = 65_536;

    /** Of what stands beside a channel's name. */
    private static final int CROWD_LENGTH = 12;

    private final Census local;
    private final Questions questions;
    private final Sources sources;

    ClusterCensus(Census local, Questions questions, Sources sources) {
        this.local = local;
        this.questions = questions;
        this.sources = sources;
    }

    /** Where else something is known. */
    record Sources(Bus bus, Lives lives, Ledger ledger, LastEvents lastEvents, ClusterMeters meters, Duration timeout) {
        /** Whether there is anybody else. */
        boolean isMore() {
            return lives.isUp() && !lives.isAlone();
        }
    }

    @Override
    public ChannelList channels(String app, String prefix) {
        SortedMap<String, Crowd> all = new TreeMap<>(local.channels(app, prefix).crowds());
        Map<String, JsonText> question = question(CHANNELS, app);
        question.put(PREFIX, JsonText.ofString(prefix));
        question.put(Questions.PARTS, new JsonText("true"));
        Questions.Answers answers = questions.ask(question);
        answers.all()
                .forEach(
                        answer -> crowds(answer).forEach((name, crowd) -> all.merge(name, crowd, ClusterCensus::both)));
        return new ChannelList(all, answers.missing());
    }

    @Override
    public Crowd channel(ChannelName channel) {
        Crowd sum = local.channel(channel);
        Map<String, JsonText> question = question(CHANNEL, channel.app());
        question.put("channel", JsonText.ofString(channel.text()));
        for (BusMessage answer : questions.ask(question).all()) {
            for (Crowd crowd : crowds(answer).values()) {
                sum = both(sum, crowd);
            }
        }
        return sum;
    }

    /** Each node that knows members of a channel knows all of them. */
    private static Crowd both(Crowd one, Crowd other) {
        return new Crowd(sum((long) one.subscriptions() + other.subscriptions()), Math.max(one.users(), other.users()));
    }

    @Override
    public List<Presence> users(ChannelName channel) {
        List<Presence> known = local.users(channel);
        if (!known.isEmpty() || !sources.isMore()) {
            return known;
        }
        CompletableFuture<Optional<Snapshot>> found = new CompletableFuture<>();
        sources.ledger().seats(channel, found::complete);
        Set<Optional<String>> seen = new HashSet<>();
        return await(found).map(Snapshot::seats).orElse(List.of()).stream()
                .map(Seat::presence)
                .filter(presence -> seen.add(presence.member().key()))
                .toList();
    }

    @Override
    public Optional<Cached> lastEvent(ChannelName channel) {
        Optional<Cached> known = local.lastEvent(channel);
        if (known.isPresent() || !channel.isCache() || !sources.lives().isUp()) {
            return known;
        }
        CompletableFuture<Optional<Kept>> found = new CompletableFuture<>();
        sources.lastEvents().find(channel, found::complete);
        return await(found)
                .map(kept ->
                        new Cached(kept.broadcast().event(), kept.broadcast().payload(), kept.left()));
    }

    /** Empty if it does not come in time. */
    private <T> Optional<T> await(CompletableFuture<Optional<T>> found) {
        try {
            return found.get(sources.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            sources.meters().count(Count.REFUSED);
        }
        return Optional.empty();
    }

    @Override
    public int connections(String app) {
        return sum(local.connections(app), question(CONNECTIONS, app));
    }

    @Override
    public int connectionsOf(String app, String user) {
        Map<String, JsonText> question = question(USER, app);
        question.put(USER, JsonText.ofString(user));
        return sum(local.connectionsOf(app, user), question);
    }

    private int sum(int own, Map<String, JsonText> question) {
        int sum = own;
        for (BusMessage answer : questions.ask(question).all()) {
            sum = sum(sum
                    + Math.min(
                            Integer.MAX_VALUE, Math.max(0, answer.number(COUNT).orElse(0))));
        }
        return sum;
    }

    /** What others answer may be anything. */
    private static int sum(long whole) {
        return (int) Math.min(Integer.MAX_VALUE, whole);
    }

    @Override
    public void close(String app, String user, CloseReason reason) {
        local.close(app, user, reason);
        if (!sources.lives().isUnheard()) {
            Map<String, JsonText> members = new LinkedHashMap<>();
            members.put(APP, JsonText.ofString(app));
            members.put(USER, JsonText.ofString(user));
            members.put(REASON, JsonText.ofString(reason.name()));
            sources.bus().send(CLOSE, members);
        }
    }

    private static Map<String, JsonText> question(String what, String app) {
        Map<String, JsonText> question = new LinkedHashMap<>();
        question.put(WHAT, JsonText.ofString(what));
        question.put(APP, JsonText.ofString(app));
        return question;
    }

    /** Another node asks; what is not understood is not answered. */
    void answer(BusMessage question) {
        String app = question.text(APP).orElse("");
        Map<String, JsonText> known = new LinkedHashMap<>();
        switch (question.text(WHAT).orElse("")) {
            case CHANNELS -> {
                SortedMap<String, Crowd> channels =
                        local.channels(app, question.text(PREFIX).orElse("")).crowds();
                if (question.json(Questions.PARTS).isPresent()) {
                    questions.answerInParts(question, new Parts(channels));
                    return;
                }
                // A node of a former version puts no parts together.
                known.put(CHANNELS, crowds(channels));
            }
            case CHANNEL ->
                question.channel()
                        .ifPresent(channel -> known.put(
                                CHANNELS, crowds(new TreeMap<>(Map.of(channel.text(), local.channel(channel))))));
            case CONNECTIONS -> known.put(COUNT, number(local.connections(app)));
            case USER ->
                known.put(
                        COUNT,
                        number(local.connectionsOf(app, question.text(USER).orElse(""))));
            default -> {
                sources.meters().count(Count.FOREIGN);
                return;
            }
        }
        questions.answer(question, known);
    }

    /** Another node closes the connections of a user. */
    void close(BusMessage command) {
        Optional<String> user = command.text(USER);
        Optional<CloseReason> reason = command.text(REASON).flatMap(ClusterCensus::reason);
        if (user.isPresent() && reason.isPresent()) {
            local.close(command.text(APP).orElse(""), user.get(), reason.get());
        } else {
            sources.meters().count(Count.FOREIGN);
        }
    }

    private static Optional<CloseReason> reason(String name) {
        try {
            return Optional.of(CloseReason.valueOf(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Channels by parts that are no larger than {@link #PART_LENGTH}. */
    private static final class Parts implements Iterator<Map<String, JsonText>> {
        private final Iterator<Map.Entry<String, Crowd>> left;
        private boolean isFirst = true;

        Parts(SortedMap<String, Crowd> channels) {
            left = channels.entrySet().iterator();
        }

        @Override
        public boolean hasNext() {
            return isFirst || left.hasNext();
        }

        @Override
        public Map<String, JsonText> next() {
            if (!hasNext()) {
                throw new NoSuchElementException("all parts were taken");
            }
            isFirst = false;
            SortedMap<String, Crowd> part = new TreeMap<>();
            int length = 0;
            while (left.hasNext() && length < PART_LENGTH) {
                Map.Entry<String, Crowd> channel = left.next();
                part.put(channel.getKey(), channel.getValue());
                length += channel.getKey().length() + CROWD_LENGTH;
            }
            return Map.of(CHANNELS, crowds(part));
        }
    }

    private static JsonText crowds(SortedMap<String, Crowd> crowds) {
        Map<String, JsonText> members = new LinkedHashMap<>();
        crowds.forEach((name, crowd) ->
                members.put(name, JsonText.ofElements(List.of(number(crowd.subscriptions()), number(crowd.users())))));
        return JsonText.ofMembers(members);
    }

    private static Map<String, Crowd> crowds(BusMessage answer) {
        Map<String, Crowd> crowds = new LinkedHashMap<>();
        Optional<JsonText> channels = answer.json(CHANNELS).filter(JsonText::isObject);
        channels.map(JsonText::members).orElse(Map.of()).forEach((name, pair) -> {
            List<JsonText> numbers = pair.isArray() ? pair.elements() : List.of();
            if (numbers.size() == 2) {
                crowds.put(name, new Crowd(whole(numbers.get(0)), whole(numbers.get(1))));
            }
        });
        return crowds;
    }

    private static int whole(JsonText number) {
        try {
            return Math.max(0, Integer.parseInt(number.text()));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static JsonText number(int value) {
        return new JsonText(String.valueOf(value));
    }
}
