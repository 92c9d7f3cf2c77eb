package canyon.server.liberty;

import canyon.transport.TextTaker;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * The message that a client is sending, of which Liberty keeps all fragments and looks at the size of each alone, or of
 * all when the last one has come. A client that never sends it could fill the memory. Looked at now and then by one
 * thread, without a lock: the next look sees what this one misses.
 */
final class Incoming {
    private final Session session;
    private final Object reader;
    private final Insides insides;
    private final int maxBytes;
    private final TextTaker taker;
    private boolean told;

    private Incoming(Session session, Insides insides, int maxBytes, TextTaker taker)
            throws ReflectiveOperationException {
        this.session = session;
        this.reader = insides.reader(session);
        this.insides = insides;
        this.maxBytes = maxBytes;
        this.taker = taker;
    }

    /** @throws IllegalStateException if this Liberty has other insides */
    static Incoming of(Session session, Insides insides, int maxBytes, TextTaker taker) {
        try {
            return new Incoming(session, insides, maxBytes, taker);
        } catch (ReflectiveOperationException | ClassCastException | NullPointerException e) {
            throw new IllegalStateException("what Liberty has read cannot be seen: " + e, e);
        }
    }

    boolean isOver() {
        return !session.isOpen();
    }

    /** Ends the client if it sends too much. */
    void check() {
        try {
            if (insides.bytes(reader) <= maxBytes) {
                return;
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        if (told) {
            taker.unstopped();
        } else {
            told = true;
            taker.tooBig();
        }
    }

    /**
     * Where it is kept.
     *
     * @param sessionImpl of a session
     * @param link of that: its connection link
     * @param linkRead of the link: what reads
     * @param messageReader of that
     * @param frames of the message reader: those of the message so far, in an array with room for more
     * @param frameCount of the message reader
     * @param payloadLength of a frame
     */
    record Insides(
            Method sessionImpl,
            Field link,
            Field linkRead,
            Field messageReader,
            Field frames,
            Field frameCount,
            Method payloadLength) {
        /** @throws IllegalStateException if something is not there */
        static Insides of(Class<?> sessionType) {
            try {
                Method sessionImpl = sessionType.getMethod("getSessionImpl");
                Field link = field(sessionImpl.getReturnType(), "connLink");
                Field linkRead = field(link.getType(), "linkRead");
                Field messageReader = field(linkRead.getType(), "messageReader");
                Field frames = field(messageReader.getType(), "fpList");
                return new Insides(
                        sessionImpl,
                        link,
                        linkRead,
                        messageReader,
                        frames,
                        field(messageReader.getType(), "countOfIOFrames"),
                        frames.getType().getComponentType().getMethod("getPayloadLength"));
            } catch (ReflectiveOperationException | RuntimeException e) {
                throw new IllegalStateException("what Liberty has read cannot be seen: " + e, e);
            }
        }

        private static Field field(Class<?> type, String name) throws NoSuchFieldException {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        }

        Object reader(Session session) throws ReflectiveOperationException {
            return messageReader.get(linkRead.get(link.get(sessionImpl.invoke(session))));
        }

        /** Bytes of the whole frames of an unfinished message, 0 mostly. */
        long bytes(Object reader) throws ReflectiveOperationException {
            int count = frameCount.getInt(reader);
            if (count < 2) {
                // Liberty bounds a single one itself.
                return 0;
            }
            Object[] held = (Object[]) frames.get(reader);
            long bytes = 0;
            for (int i = 0; i < Math.min(count, held.length); i++) {
                // Once: Liberty may take it out in between.
                Object frame = held[i];
                if (frame != null) {
                    bytes += (long) payloadLength.invoke(frame);
                }
            }
            return bytes;
        }
    }
}
