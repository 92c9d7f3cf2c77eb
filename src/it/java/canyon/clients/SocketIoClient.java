package canyon.clients;

import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import io.socket.engineio.parser.Packet;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.json.JSONException;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/**
 * An official client. Compiled against generation 2, it links to generation 1 too: what it uses is the same in both.
 */
public final class SocketIoClient implements EchoClient {
    private static final int PATIENCE_SECONDS = 15;

    private final BlockingQueue<Heard> heard = new ArrayBlockingQueue<>(10_000);
    private volatile String transport = "";
    private @Nullable Socket socket;

    /** Public, because another class loader's copy is made from outside of its package. */
    public SocketIoClient() {}

    @Override
    public void connect(URI server, String... transports) throws InterruptedException {
        IO.Options options = new IO.Options();
        options.forceNew = true;
        options.reconnection = false;
        options.transports = transports;
        Socket opened = IO.socket(server, options);
        CountDownLatch connected = new CountDownLatch(1);
        opened.on(Socket.EVENT_CONNECT, arguments -> connected.countDown());
        opened.io().on(Manager.EVENT_TRANSPORT, arguments -> watch((Transport) arguments[0]));
        opened.connect();
        socket = opened;
        if (!connected.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("not connected by " + String.join(", ", transports));
        }
    }

    /** The transport and the events of its messages are told on the same thread, one after the other. */
    private void watch(Transport created) {
        created.on(Transport.EVENT_PACKET, arguments -> {
            if (((Packet<?>) arguments[0]).type.equals(Packet.MESSAGE)) {
                transport = created.name;
            }
        });
    }

    private Socket socket() {
        if (socket == null) {
            throw new IllegalStateException("not connected");
        }
        return socket;
    }

    @Override
    public String id() {
        return socket().id();
    }

    @Override
    public void subscribe(String channel) {
        emit("subscribe", channel);
    }

    @Override
    public void unsubscribe(String channel) {
        emit("unsubscribe", channel);
    }

    private void emit(String event, String channel) {
        try {
            JSONObject auth = new JSONObject().put("headers", new JSONObject());
            socket().emit(event, new JSONObject().put("channel", channel).put("auth", auth));
        } catch (JSONException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void listenTo(String event) {
        socket().on(event, arguments -> heard.add(new Heard(event, Arrays.toString(arguments), transport)));
    }

    @Override
    public Heard await() throws InterruptedException {
        Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no event within " + PATIENCE_SECONDS + " seconds");
        }
        return next;
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.disconnect();
        }
    }
}
