package canyon.config;

/** The ways in which Redis is set up. */
public enum RedisForm {
    /** One server that is always the one to talk to. */
    SINGLE("redis", "rediss"),
    /** One server, reached through a socket in the file system of this machine. */
    UNIX("redis+unix", ""),
    /** Sentinels know which of several servers is the master now. */
    SENTINEL("redis-sentinel", "rediss-sentinel"),
    /** Several masters share the keys; whatever one of them is told to publish reaches all. */
    CLUSTER("redis-cluster", "rediss-cluster");

    private final String plain;
    private final String tls;

    RedisForm(String plain, String tls) {
        this.plain = plain;
        this.tls = tls;
    }

    /** Whether another server takes over when one fails, and is found. */
    public boolean hasFailover() {
        return this == SENTINEL || this == CLUSTER;
    }

    /** The scheme of its URLs. */
    String scheme(boolean isTls) {
        return isTls ? tls : plain;
    }
}
