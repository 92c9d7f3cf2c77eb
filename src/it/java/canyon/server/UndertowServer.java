package canyon.server;

import static org.assertj.core.api.Assertions.assertThat;

import canyon.wire.Peer;
import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import jakarta.servlet.ServletException;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** WildFly's web server without WildFly: hands out the session of each WebSocket that a client opens. */
final class UndertowServer implements WebSocketHost {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int POOLED_BUFFER_BYTES = 16 * 1024;

    private final BlockingQueue<Session> opened = new LinkedBlockingQueue<>();
    private final DeploymentManager deployment;
    private final Undertow undertow;

    UndertowServer() throws ServletException {
        deployment = Servlets.newContainer().addDeployment(deployment());
        deployment.deploy();
        undertow = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(2)
                .setWorkerThreads(4)
                .setHandler(deployment.start())
                .build();
        undertow.start();
    }

    private DeploymentInfo deployment() {
        ServerEndpointConfig endpoint = ServerEndpointConfig.Builder.create(Door.class, "/line")
                .configurator(new Doorkeeper())
                .build();
        WebSocketDeploymentInfo webSockets = new WebSocketDeploymentInfo()
                .setBuffers(new DefaultByteBufferPool(true, POOLED_BUFFER_BYTES))
                .addEndpoint(endpoint);
        return Servlets.deployment()
                .setClassLoader(UndertowServer.class.getClassLoader())
                .setContextPath("/")
                .setDeploymentName("contract.war")
                .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, webSockets);
    }

    @Override
    public Peer peer() {
        InetSocketAddress address =
                (InetSocketAddress) undertow.getListenerInfo().get(0).getAddress();
        return new Peer(address.getPort(), "127.0.0.1");
    }

    @Override
    public Session session() throws InterruptedException {
        Session session = opened.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(session).as("session of the client").isNotNull();
        return session;
    }

    /** Ends the WebSockets first, which needs the threads of the server. */
    @Override
    public void close() throws ServletException {
        deployment.stop();
        deployment.undeploy();
        undertow.stop();
    }

    private final class Doorkeeper extends ServerEndpointConfig.Configurator {
        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(new Door(opened));
        }
    }

    private static final class Door extends Endpoint {
        private final BlockingQueue<Session> opened;

        Door(BlockingQueue<Session> opened) {
            this.opened = opened;
        }

        @Override
        public void onOpen(Session session, EndpointConfig config) {
            opened.add(session);
        }

        @Override
        public void onClose(Session session, CloseReason reason) {
            WebSocketHost.ended(session);
        }
    }
}
