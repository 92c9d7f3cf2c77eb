package canyon.transport.engineio;

import canyon.protocol.MalformedMessageException;
import canyon.transport.engineio.EngineSettings.Heartbeat;

/**
 * Whether a client is alive, by the rules of its revision. Deadlines are exact, not rounded to the ticks at which they
 * are looked at. Not thread-safe: guarded by its way.
 */
final class Pulse {
    enum Due {
        NOTHING,
        PING,
        GIVE_UP
    }

    private final EngineVersion version;
    private final boolean serverPings;
    private final long interval;
    private final long timeout;
    private long deadline;
    private boolean waitsForPong;

    Pulse(EngineVersion version, Heartbeat heartbeat, long nanos) {
        this.version = version;
        serverPings = version == EngineVersion.V4;
        interval = heartbeat.pingInterval().toNanos();
        timeout = heartbeat.pingTimeout().toNanos();
        deadline = nanos + (serverPings ? interval : interval + timeout);
    }

    /** In revision 3 clients send pings, in revision 4 pongs. Safe from any thread. */
    void requireDirection(EngineVersion allowed) throws MalformedMessageException {
        if (version != allowed) {
            throw new MalformedMessageException("invalid heartbeat direction");
        }
    }

    /** A client of revision 3 is alive if it says anything; one of revision 4 must answer the ping. */
    void heard(long nanos) {
        if (!serverPings) {
            deadline = nanos + interval + timeout;
        }
    }

    void pong(long nanos) {
        if (waitsForPong) {
            waitsForPong = false;
            deadline = nanos + interval;
        }
    }

    Due due(long nanos) {
        if (nanos - deadline < 0) {
            return Due.NOTHING;
        }
        if (!serverPings || waitsForPong) {
            return Due.GIVE_UP;
        }
        waitsForPong = true;
        deadline += timeout;
        return nanos - deadline < 0 ? Due.PING : Due.GIVE_UP;
    }
}
