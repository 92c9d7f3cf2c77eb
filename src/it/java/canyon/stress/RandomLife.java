package canyon.stress;

import java.util.List;
import java.util.Random;

/** What clients do, decided by a seed and by nothing else. */
final class RandomLife {
    /** One client does up to so many things at a stroke, so that some overtake the authorization of others. */
    private static final int STROKE = 4;

    private final Random random;
    private final Crowd crowd;
    private final List<Client> clients;
    private final List<String> channels;

    RandomLife(long seed, Crowd crowd, List<Client> clients, List<String> channels) {
        this.random = new Random(seed);
        this.crowd = crowd;
        this.clients = clients;
        this.channels = channels;
    }

    void live(int operations) {
        int done = 0;
        while (done < operations) {
            Client client = any(clients);
            String channel = any(channels);
            int stroke = 1 + random.nextInt(STROKE);
            for (int i = 0; i < stroke; i++) {
                act(client, channel);
                channel = happens(60) ? channel : any(channels);
            }
            done += stroke;
        }
    }

    private void act(Client client, String channel) {
        Session session = crowd.session(client).orElse(null);
        int dice = random.nextInt(100);
        if (session == null) {
            crowd.connect(client);
        } else if (dice < 52) {
            subscribe(session, channel);
        } else if (dice < 87) {
            session.unsubscribe(happens(50) ? channel : anyOf(session, channel));
        } else if (dice < 91) {
            crowd.drop(client);
        } else if (dice < 95) {
            crowd.close(client);
        } else {
            session.whisper(happens(20) ? channel : anyOf(session, channel));
        }
    }

    private void subscribe(Session session, String channel) {
        if (happens(5)) {
            session.subscribeInVain(channel);
            return;
        }
        session.subscribe(channel);
        if (happens(10)) {
            session.subscribe(channel);
        }
    }

    /** A channel that the session is in, if there is one. */
    private String anyOf(Session session, String otherwise) {
        List<String> own = channels.stream().filter(session::isIn).toList();
        return own.isEmpty() ? otherwise : any(own);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }
}
