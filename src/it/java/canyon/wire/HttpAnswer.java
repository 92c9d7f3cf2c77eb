package canyon.wire;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * An answer as it came.
 *
 * @param headers by their names, case ignored; of a repeated one all values, with commas
 */
public record HttpAnswer(int status, Map<String, String> headers, String body) {
    static HttpAnswer read(InputStream in) throws IOException {
        HttpAnswer head = readHead(in);
        return new HttpAnswer(head.status, head.headers, body(in, head.headers));
    }

    /** Reads no further than the empty line. */
    static HttpAnswer readHead(InputStream in) throws IOException {
        int status = Integer.parseInt(line(in).split(" ", -1)[1]);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.merge(
                    header.substring(0, colon), header.substring(colon + 1).strip(), (one, more) -> one + ", " + more);
        }
        return new HttpAnswer(status, headers, "");
    }

    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    static String body(InputStream in, Map<String, String> headers) throws IOException {
        return new String(bodyBytes(in, headers), StandardCharsets.UTF_8);
    }

    private static byte[] bodyBytes(InputStream in, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("Transfer-Encoding", "").equals("chunked")) {
            return chunks(in);
        }
        String length = headers.get("Content-Length");
        return length == null ? in.readAllBytes() : exactly(in, Integer.parseInt(length));
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int length;
        while ((length = Integer.parseInt(line(in), 16)) > 0) {
            body.writeBytes(exactly(in, length));
            line(in);
        }
        return body.toByteArray();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int c;
        while ((c = in.read()) != '\n') {
            if (c < 0) {
                throw new EOFException("no answer: the connection ended");
            }
            line.write(c);
        }
        byte[] bytes = line.toByteArray();
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return new String(Arrays.copyOf(bytes, end), StandardCharsets.ISO_8859_1);
    }
}
