package canyon.dashboard.selftest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS and then HTTP/2 alone, as much of it as is needed to say 404 (RFC 9113, section 4). */
final class TlsServer implements AutoCloseable {
    private static final int SETTINGS = 4;
    private static final int HEADERS = 1;
    private static final int END_OF_BOTH = 5;

    /** RFC 7541, appendix A: {@code :status: 404}. */
    private static final int STATUS_404 = 0x80 | 13;

    private static final int PREFACE_LENGTH = 24;

    private final SSLServerSocket door;

    TlsServer(SSLContext tls) throws IOException {
        door = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        SSLParameters parameters = door.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        door.setSSLParameters(parameters);
        Thread thread = new Thread(this::accept, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    URI url() {
        return URI.create("https://127.0.0.1:" + door.getLocalPort());
    }

    private void accept() {
        while (!door.isClosed()) {
            try (Socket client = door.accept()) {
                serve(client);
            } catch (IOException gone) {
                // Whoever asked has seen enough.
            }
        }
    }

    private static void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream();
        out.write(frame(SETTINGS, 0, 0));
        out.flush();
        if (!new String(in.readNBytes(PREFACE_LENGTH), StandardCharsets.US_ASCII).startsWith("PRI * HTTP/2.0")) {
            return;
        }
        out.write(frame(SETTINGS, 1, 0));
        out.write(frame(HEADERS, END_OF_BOTH, 1, STATUS_404));
        out.flush();
        in.transferTo(OutputStream.nullOutputStream());
    }

    private static byte[] frame(int type, int flags, int stream, int... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (int part : new int[] {0, 0, payload.length, type, flags, 0, 0, 0, stream}) {
            frame.write(part);
        }
        for (int part : payload) {
            frame.write(part);
        }
        return frame.toByteArray();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
