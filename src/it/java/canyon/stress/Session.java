package canyon.stress;

import canyon.wire.Packets;
import jakarta.json.JsonArray;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a client, from the handshake to its end. Safe for use from any thread. */
final class Session implements Link.Receiver {
    /** What is kept to be shown when something was wrong. */
    private static final int TRACED = 200;

    private static final int SHOWN_CHARS = 400;

    private static final String ROUND_TRIP = "/round-trip,";

    private final Client client;
    private final String name;
    private final Undecided undecided;
    private final Faults faults;
    private final Map<String, Room> rooms = new HashMap<>();
    private final Deque<Note> trace = new ArrayDeque<>();
    private final List<String> early = new ArrayList<>();
    private @Nullable Link link;
    private @Nullable Future<?> pinging;
    private boolean connected;
    private boolean over;
    private boolean returned;

    /** @param name that no other connection has */
    Session(Client client, String name, Undecided undecided, Faults faults) {
        this.client = client;
        this.name = name;
        this.undecided = undecided;
        this.faults = faults;
    }

    Client client() {
        return client;
    }

    /** Begins; what is sent before it is connected waits. */
    synchronized void open(Links links) {
        note("opens", client.transport());
        link = links.open(client, this);
        if (client.version() == 3) {
            pinging = links.repeat(this::ping);
        }
    }

    /** In revision 3 it is the client that pings. */
    private synchronized void ping() {
        if (connected && !over) {
            send("2");
        }
    }

    /** Waits while too many subscriptions are undecided. */
    void subscribe(String channel) {
        undecided.begin();
        request(channel, Room::subscribe, "good:" + client.user());
    }

    /** As nobody whom the application knows. */
    void subscribeInVain(String channel) {
        undecided.begin();
        request(channel, Room::subscribeInVain, "bad");
    }

    synchronized void unsubscribe(String channel) {
        settle(room(channel));
        room(channel).unsubscribe();
        emit("unsubscribe", channel, "\"auth\":{}");
    }

    /** Nobody may hear it if the connection is not in the channel. */
    synchronized void whisper(String channel) {
        String event = room(channel).isWanted() ? "client-typing" : "client-forbidden";
        emit("client event", channel, "\"event\":\"" + event + "\",\"data\":\"" + name + "\"");
    }

    /** Asks something whose answer comes when all before it has been handled. */
    synchronized void beginRoundTrip() {
        returned = false;
        send("40" + ROUND_TRIP);
    }

    synchronized boolean hasReturned() {
        return returned;
    }

    synchronized void drop() {
        finish("drops");
        started().drop();
    }

    synchronized void close() {
        if (connected) {
            send("41");
        }
        finish("closes");
        started().close();
    }

    synchronized boolean isIn(String channel) {
        return rooms.containsKey(channel) && room(channel).isWanted();
    }

    synchronized Set<String> members(String channel) {
        return Set.copyOf(room(channel).members());
    }

    /** Number of the last fence heard on the channel. */
    synchronized int fence(String channel) {
        return room(channel).fence();
    }

    /** How often somebody else was said to come or to go. */
    synchronized int changes(String channel) {
        return room(channel).changes();
    }

    synchronized void complain(String complaint) {
        faults.add(this + " " + complaint, trace.stream().map(Note::toString).toList());
    }

    @Override
    public synchronized void received(String packet) {
        if (over) {
            return;
        }
        note("<", packet);
        try {
            handle(packet);
        } catch (RuntimeException wrong) {
            complain(wrong.getMessage() + " in " + packet);
        }
    }

    @Override
    public synchronized void ended(String how) {
        if (!over) {
            finish(how);
            complain("lost its connection");
        }
    }

    @Override
    public String toString() {
        return "connection " + name + " of user " + client.user();
    }

    private void handle(String packet) {
        if (packet.startsWith("42")) {
            JsonArray event = Packets.value(packet.substring(2)).asJsonArray();
            Room room = rooms.get(event.getString(1));
            if (room == null) {
                throw new IllegalStateException("it has never been in the channel");
            }
            if (event.getString(0).equals("presence:subscribed")
                    || event.getString(0).equals("subscription_error")) {
                settle(room);
            }
            room.heard(event.getString(0), event, client.user(), name);
        } else if (packet.startsWith("44" + ROUND_TRIP)) {
            returned = true;
        } else if (packet.startsWith("40")) {
            connected = true;
            early.forEach(this::send);
        } else if (packet.startsWith("0") && client.version() == 4) {
            started().send("40");
        } else if (packet.equals("2")) {
            started().send("3");
        } else if (!packet.startsWith("0") && !packet.equals("3") && !packet.equals("6")) {
            throw new IllegalStateException("unexpected packet");
        }
    }

    private Room room(String channel) {
        return rooms.computeIfAbsent(channel, name -> new Room());
    }

    private void settle(Room room) {
        undecided.end(room.settle());
    }

    private void finish(String how) {
        note("ends", how);
        over = true;
        if (pinging != null) {
            pinging.cancel(false);
        }
        rooms.values().forEach(this::settle);
    }

    private synchronized void request(String channel, Consumer<Room> note, String token) {
        note.accept(room(channel));
        emit("subscribe", channel, "\"auth\":{\"headers\":{\"Authorization\":\"Bearer " + token + "\"}}");
    }

    private void emit(String event, String channel, String more) {
        send("42[\"" + event + "\",{\"channel\":\"" + channel + "\"," + more + "}]");
    }

    private void send(String packet) {
        if (connected) {
            note(">", packet);
            started().send(packet);
        } else {
            early.add(packet);
        }
    }

    private Link started() {
        if (link == null) {
            throw new IllegalStateException(this + " has not been opened");
        }
        return link;
    }

    private void note(String what, String detail) {
        if (trace.size() == TRACED) {
            trace.remove();
        }
        String shown = detail.length() <= SHOWN_CHARS ? detail : detail.substring(0, SHOWN_CHARS) + "…";
        trace.add(new Note(System.nanoTime(), what, shown));
    }

    /** What happened when. Of a million hardly one is ever shown. */
    private record Note(long nanos, String what, String detail) {
        @Override
        public String toString() {
            return nanos / 1000 + " " + what + " " + detail;
        }
    }
}
