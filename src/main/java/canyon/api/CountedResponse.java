package canyon.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of an answer that JAX-RS writes. For one thread at a time. */
final class CountedResponse extends HttpServletResponseWrapper {
    private @Nullable Counting out;

    CountedResponse(HttpServletResponse response) {
        super(response);
    }

    /** How many have been written. */
    long bytes() {
        return out == null ? 0 : out.bytes;
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        Counting counting = out;
        if (counting == null) {
            counting = new Counting(super.getOutputStream());
            out = counting;
        }
        return counting;
    }

    private static final class Counting extends ServletOutputStream {
        private final ServletOutputStream to;
        private long bytes;

        Counting(ServletOutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int one) throws IOException {
            to.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int count) throws IOException {
            to.write(some, from, count);
            bytes += count;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            to.close();
        }

        @Override
        public boolean isReady() {
            return to.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            to.setWriteListener(listener);
        }
    }
}
