package canyon.auth.http;

import java.io.IOException;

/** Ways not to come to an end. */
enum Slowness implements FakeApplication.Conduct {
    NO_ANSWER {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.hold();
        }
    },
    HEAD_BYTE_BY_BYTE {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\nX-Header: ");
            connection.trickle("x");
        }
    },
    ENDLESS_HEADERS {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\n");
            connection.trickle("X-Header: x\r\n");
        }
    },
    ENDLESS_CONTINUE {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.trickle("HTTP/1.1 100 Continue\r\n\r\n");
        }
    },
    GARBAGE_LINE_BY_LINE {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.trickle("garbage\r\n");
        }
    },
    BODY_BYTE_BY_BYTE {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\n");
            connection.trickle("x");
        }
    },
    CHUNK_BY_CHUNK {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.trickle("1\r\nx\r\n");
        }
    },
    ENDLESS_CHUNK_SIZE {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1");
            connection.trickle(";x");
        }
    },
    BODY_THAT_STOPS {
        @Override
        void afterRequest(FakeConnection connection) throws IOException {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 999999\r\n\r\nx");
            connection.hold();
        }
    };

    abstract void afterRequest(FakeConnection connection) throws IOException;

    @Override
    public void serve(FakeConnection connection) throws IOException {
        connection.read();
        afterRequest(connection);
    }
}
