package canyon.transport.engineio;

import canyon.connection.CloseReason;
import canyon.protocol.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what its clients say, in the order of all. */
final class RecordingApplication implements EngineApplication {
    final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @Nullable
    RuntimeException fault;

    @Override
    public EngineHandler open(EngineSession session) {
        return new EngineHandler() {
            @Override
            public void text(String message) throws MalformedMessageException {
                if (message.equals("malformed")) {
                    throw new MalformedMessageException("as the test asked for");
                }
                if (fault != null) {
                    throw fault;
                }
                heard.add(message);
            }

            @Override
            public void binary(byte[] message) {
                heard.add("binary " + HexFormat.of().formatHex(message));
            }

            @Override
            public void closed(CloseReason reason) {
                heard.add("closed " + reason);
            }
        };
    }
}
