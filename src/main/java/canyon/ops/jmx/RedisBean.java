package canyon.ops.jmx;

import canyon.redis.RedisHealth;
import org.jspecify.annotations.Nullable;

/** Tells of Redis. */
record RedisBean(RedisHealth health) implements RedisMXBean {
    @Override
    public String getState() {
        return health.status().state().name();
    }

    @Override
    public String getSince() {
        return health.status().since().toString();
    }

    @Override
    public @Nullable String getError() {
        return health.status().error();
    }
}
