package canyon.browser;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/** Events named "step" with the data 1, 2, 3 and so on, published through Redis until told to stop. */
final class Steps {
    private static final int EVERY_MILLISECONDS = 4;

    private final ScheduledExecutorService publisher = Executors.newSingleThreadScheduledExecutor();
    private final Jedis redis;
    private final Future<?> publishing;
    /** Used by the publisher's thread only. */
    private int last;

    private Steps(Jedis redis) {
        this.redis = redis;
        publishing = publisher.scheduleAtFixedRate(this::publish, 0, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    static Steps start(DemoServer demo) {
        return new Steps(new Jedis(demo.redis().uri()));
    }

    private void publish() {
        last++;
        redis.publish("demo-feed", "{\"event\":\"step\",\"data\":" + last + ",\"socket\":null}");
    }

    void stop() {
        publishing.cancel(false);
        publisher.execute(redis::close);
        publisher.shutdown();
    }
}
