package canyon.auth;

/** Decides who may join private and presence channels. */
@FunctionalInterface
public interface ChannelAuthorizer {
    /** Blocks, at most about twice as long as {@code canyon.auth.timeout}. Whatever goes wrong is a refusal. */
    Grant authorize(AuthRequest request);
}
