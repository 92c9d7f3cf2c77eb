package canyon.clients;

import io.socket.client.IO;
import io.socket.client.Manager;
import io.socket.client.Socket;
import io.socket.engineio.client.Transport;
import io.socket.engineio.parser.Packet;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
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
        if (server.getScheme().equals("https")) {
            // One that is made now believes what the system properties name now.
            OkHttpClient http = new OkHttpClient();
            options.callFactory = http;
            options.webSocketFactory = http;
        }
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
        emit("subscribe", Map.of("channel", channel, "auth", Map.of("headers", Map.of())));
    }

    @Override
    public void subscribe(String channel, String token) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token);
        emit("subscribe", Map.of("channel", channel, "auth", Map.of("headers", headers)));
    }

    @Override
    public void unsubscribe(String channel) {
        emit("unsubscribe", Map.of("channel", channel, "auth", Map.of("headers", Map.of())));
    }

    @Override
    public void whisper(String channel, String event, String text) {
        emit("client event", Map.of("channel", channel, "event", event, "data", Map.of("text", text)));
    }

    private void emit(String event, Map<String, Object> argument) {
        socket().emit(event, object(argument));
    }

    private static JSONObject object(Map<?, ?> members) {
        JSONObject object = new JSONObject();
        members.forEach((name, value) -> {
            try {
                object.put((String) name, value instanceof Map<?, ?> inner ? object(inner) : value);
            } catch (JSONException e) {
                throw new IllegalStateException(e);
            }
        });
        return object;
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
