package canyon.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * What Jedis uses of a socket, passed on to one that is open, but with an eye on silence. Needed because a connection
 * whose other end is gone without a word looks like one on which nothing is published.
 */
final class WatchedSocket extends Socket {
    private final Socket socket;
    private final WatchedInput input;

    WatchedSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new WatchedInput(socket.getInputStream());
    }

    /** @param action run on the reading thread when all that had come is read, before it asks for more */
    void beforeWaiting(Runnable action) {
        input.beforeWaiting(action);
    }

    /** @param question run on the reading thread after each read time-out, unless the one before was not answered */
    void askWhenSilent(Runnable question) {
        input.askWhenSilent(question);
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    /** Nothing happens on a closed socket: Jedis sets it at the end, and a failure would hide why the end came. */
    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        if (!socket.isClosed()) {
            socket.setSoTimeout(millis);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isBound() {
        return socket.isBound();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return socket.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }
}
