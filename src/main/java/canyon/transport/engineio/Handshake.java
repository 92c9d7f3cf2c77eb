package canyon.transport.engineio;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a client from the request that opened its session.
 *
 * @param version it speaks
 * @param sid the session that a WebSocket wants to upgrade, else null
 * @param textOnly it asked for Base64 instead of binary ({@code b64=1})
 * @param address it came from, behind trusted proxies
 * @param appKey of the application that it wants to belong to ({@code appKey}); null if it names none
 * @param page that it stands on, if it is a browser's
 */
public record Handshake(
        EngineVersion version,
        @Nullable String sid,
        boolean textOnly,
        String address,
        @Nullable String appKey,
        PageHeaders page) {}
