package canyon.boot;

import canyon.config.Limits;
import canyon.config.Settings;
import canyon.config.SocketIoSettings;
import canyon.transport.engineio.EngineSettings;
import canyon.transport.engineio.EngineSettings.EngineLimits;
import canyon.transport.engineio.EngineSettings.Heartbeat;
import canyon.transport.engineio.EngineTransport;
import canyon.transport.pusher.PusherSettings;
import java.util.Set;
import java.util.stream.Collectors;

/** What the doors of clients are told of the configuration. */
final class TransportSettings {
    private TransportSettings() {}

    static EngineSettings engine(Settings settings) {
        SocketIoSettings socketIo = settings.socketIo();
        Limits limits = settings.limits();
        Set<EngineTransport> transports = socketIo.transports().stream()
                .map(transport -> EngineTransport.valueOf(transport.name()))
                .collect(Collectors.toUnmodifiableSet());
        return new EngineSettings(
                transports,
                new Heartbeat(socketIo.pingInterval(), socketIo.pingTimeout(), socketIo.upgradeTimeout()),
                new EngineLimits(
                        socketIo.maxPayloadBytes(),
                        limits.packetsPerPayload(),
                        limits.outboxBytes(),
                        limits.writeTimeout(),
                        limits.connections()));
    }

    static PusherSettings pusher(Settings settings) {
        Limits limits = settings.limits();
        return new PusherSettings(
                settings.origins(),
                settings.pusher().pongTimeout(),
                settings.pusher().inactivityTimeout(),
                limits.outboxBytes(),
                limits.writeTimeout());
    }
}
