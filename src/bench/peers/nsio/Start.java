import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketConfig;
import com.corundumstudio.socketio.SocketIOServer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;

/** netty-socketio with rooms fed by Redis. Arguments: port, port of Redis. */
public class Start {
    public static class Subscription {
        public String channel;
        public Object auth;
    }

    public static void main(String[] args) throws Exception {
        SocketConfig socket = new SocketConfig();
        socket.setReuseAddress(true);
        socket.setAcceptBackLog(4096);
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(Integer.parseInt(args[0]));
        configuration.setSocketConfig(socket);
        SocketIOServer server = new SocketIOServer(configuration);
        server.addEventListener(
                "subscribe", Subscription.class, (client, data, ack) -> client.joinRoom(data.channel));
        server.start();
        ObjectMapper json = new ObjectMapper();
        try (Jedis redis = new Jedis("127.0.0.1", Integer.parseInt(args[1]), 0)) {
            redis.psubscribe(
                    new JedisPubSub() {
                        @Override
                        public void onPMessage(String pattern, String channel, String text) {
                            try {
                                JsonNode message = json.readTree(text);
                                server.getRoomOperations(channel)
                                        .sendEvent(message.get("event").asText(), channel, message.get("data"));
                            } catch (Exception e) {
                                e.printStackTrace();
                            }
                        }
                    },
                    "*");
        }
    }
}
